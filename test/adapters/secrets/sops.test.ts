/** What the program of SOPS is given and what is made of its answer. A stand-in for it says what it got; docs/secrets.md tells with which one it was tried. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import { afterAll, describe, expect, it } from 'vitest'
import { createSecrets } from '../../../src/adapters/secrets/secrets.js'

const NEVER = new AbortController().signal
const root = mkdtempSync(join(tmpdir(), 'mist-sops-'))
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

let count = 0

/** A program `sops` that notes how it was started, and then does what `body` says. */
function standIn(body: string): { readonly folder: string; readonly starts: () => readonly { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>>; readonly input: string }[] } {
  count += 1
  const folder = join(root, String(count))
  mkdirSync(folder)
  const notes = join(folder, 'notes')
  writeFileSync(notes, '')
  writeFileSync(join(folder, 'sops'), `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs')
const input = readFileSync(0, 'utf8')
appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ args: process.argv.slice(2), env: process.env, input }) + '\\n')
${body}
`)
  chmodSync(join(folder, 'sops'), 0o755)
  return { folder, starts: () => readFileSync(notes, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as never) }
}

const META = 'sops:\n  kms: []\n  age:\n    - recipient: age1x\n      enc: |\n        x\n  mac: ENC[x]\n  version: 3.11.0\n'
const FILE = { path: 'ops/secrets.sops.yaml', text: { ok: true, value: `TOKEN: ENC[x]\n${META}` } } as const
const VALUES = 'console.log(JSON.stringify({ TOKEN: "canary\\nsecond", NUMBER: 42, MAP: { a: 1 } }))'

async function find(names: readonly string[], folder: string, identityFile?: string) {
  const env = { PATH: folder, HOME: '/home/mist', AWS_REGION: 'x', VAULT_TOKEN: 'x', GOOGLE_CREDENTIALS: 'x', AZURE_CLIENT_SECRET: 'x', SECRET_OF_ANOTHER: 'y' }
  return createSecrets({ settings: identityFile === undefined ? {} : { identityFile }, env }).find({ names, file: FILE }, NEVER)
}

describe('a file of SOPS', () => {
  it('is opened by its program, which gets keys by its environment, the file by its input, and nothing by its arguments', async () => {
    const sops = standIn(VALUES)
    const identity = await generateX25519Identity()
    const identityFile = join(sops.folder, 'identity')
    writeFileSync(identityFile, identity, { mode: 0o600 })
    const found = await find(['TOKEN', 'NUMBER', 'MAP', 'GONE'], sops.folder, identityFile)
    expect(found.get('TOKEN')).toEqual({ ok: true, value: { value: 'canary\nsecond', place: FILE.path } })
    expect(found.get('NUMBER')).toMatchObject({ value: { value: '42' } })
    expect(found.get('MAP')).toMatchObject({ error: { code: 'secret-undecryptable', cause: expect.stringContaining('a map or a list') as string } })
    expect(found.get('GONE')).toMatchObject({ error: { code: 'secret-missing', cause: `it is not in ${FILE.path}` } })
    const [start, ...others] = sops.starts()
    expect(others).toEqual([])
    expect(start?.args).toEqual(['decrypt', '--filename-override', 'secrets.yaml', '--input-type', 'yaml', '--output-type', 'json'])
    expect(start?.input).toBe(FILE.text.value)
    expect(start?.env).toMatchObject({ SOPS_AGE_KEY: identity, HOME: '/nonexistent', GNUPGHOME: '/home/mist/.gnupg' })
    expect(Object.keys(start?.env ?? {}).filter((name) => /^(SECRET|AWS|VAULT|GOOGLE|AZURE)_/.test(name))).toEqual([])
  })

  it('is opened once for as long as it stays the same', async () => {
    const sops = standIn(VALUES)
    const secrets = createSecrets({ settings: {}, env: { PATH: sops.folder } })
    for (const value of ['a', 'a', 'b']) await secrets.find({ names: ['TOKEN'], file: { path: FILE.path, text: { ok: true, value: `a: ${value}\n${META}` } } }, NEVER)
    expect(sops.starts().map(({ input }) => input.charAt(3))).toEqual(['a', 'b'])
  })

  it.each([
    ['fails', 'process.stderr.write("\\n\\nfailed to get the data key\\nmore"); process.exit(128)', 'sops ended with code 128: failed to get the data key'],
    ['answers with something else', 'console.log("canary")', 'what sops made of it is no map of names'],
  ])('that sops %s is told, and nothing of its output', async (_what, body, cause) => {
    const found = await find(['TOKEN'], standIn(body).folder)
    expect(found.get('TOKEN')).toMatchObject({ ok: false, error: { code: 'secret-undecryptable', cause: `${FILE.path} cannot be opened: ${cause}` } })
    expect(JSON.stringify(found.get('TOKEN'))).not.toContain('canary')
  })

  it.each([
    ['a server of Vault', 'sops:\n  hc_vault:\n    - vault_address: https://evil.example', 'of the kind hc_vault'],
    ['one in a group', 'sops: { key_groups: [{ age: [] }, { hc_vault: [{ vault_address: x }] }] }', 'of the kind hc_vault'],
    ['one in JSON', '{"sops": {"hc_\\u0076ault": [{"vault_address": "x"}]}}', 'of the kind hc_vault'],
    ['one in capitals', '{"sops": {"HC_VAULT": [{"vault_address": "x"}]}}', 'cannot be told for certain'],
    ['a second map of keys', '{"sops": {}, "ſops": {"hc_vault": [{}]}}', 'cannot be told for certain'],
    ['a key of a cloud', 'sops: { kms: [{ arn: x, role: y, aws_profile: z }] }', 'of the kind kms'],
    ['a vault of a cloud', 'sops: { azure_kv: [{ vault_url: x }] }', 'of the kind azure_kv'],
    ['an anchor', 'a: &a { hc_vault: [{}] }\nsops: *a', 'cannot be told for certain'],
    ['a merged map', 'sops: { <<: { hc_vault: [{}] } }', 'cannot be told for certain'],
    ['a tag', 'sops: { !!binary aGNfdmF1bHQ=: [{}] }', 'cannot be told for certain'],
    ['the same key twice', 'sops: {}\nsops: { kms: [{}] }', 'cannot be told for certain'],
    ['two documents', 'sops: {}\n---\nsops: { kms: [{}] }', 'cannot be told for certain'],
    ['a line that only some see', 'sops: {} # \u2028hc_vault: x', 'cannot be told for certain'],
    ['no keys', 'TOKEN: x', 'cannot be told for certain'],
  ])('with %s is refused before its program begins', async (_what, value, cause) => {
    const sops = standIn(VALUES)
    const found = await createSecrets({ settings: {}, env: { PATH: sops.folder } }).find({ names: ['TOKEN'], file: { path: FILE.path, text: { ok: true, value } } }, NEVER)
    expect(found.get('TOKEN')).toMatchObject({ ok: false, error: { code: 'secret-undecryptable', cause: expect.stringContaining(cause) as string } })
    expect(sops.starts()).toEqual([])
  })

  it('on a host without the program says so', async () => {
    expect((await find(['TOKEN'], join(root, 'nowhere'))).get('TOKEN')).toMatchObject({ error: { cause: expect.stringContaining('this host has no program `sops`') as string } })
  })
})
