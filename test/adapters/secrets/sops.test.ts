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

const FILE = { path: 'ops/secrets.sops.yaml', text: { ok: true, value: 'TOKEN: ENC[x]\n' } } as const
const VALUES = 'console.log(JSON.stringify({ TOKEN: "canary\\nsecond", NUMBER: 42, MAP: { a: 1 } }))'

async function find(names: readonly string[], folder: string, identityFile?: string) {
  const env = { PATH: folder, HOME: '/home/mist', AWS_REGION: 'x', SECRET_OF_ANOTHER: 'y' }
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
    expect(start?.input).toBe('TOKEN: ENC[x]\n')
    expect(start?.env).toMatchObject({ SOPS_AGE_KEY: identity, AWS_REGION: 'x', HOME: '/home/mist' })
    expect(Object.keys(start?.env ?? {})).not.toContain('SECRET_OF_ANOTHER')
  })

  it('is opened once for as long as it stays the same', async () => {
    const sops = standIn(VALUES)
    const secrets = createSecrets({ settings: {}, env: { PATH: sops.folder } })
    for (const value of ['a', 'a', 'b']) await secrets.find({ names: ['TOKEN'], file: { path: FILE.path, text: { ok: true, value } } }, NEVER)
    expect(sops.starts().map(({ input }) => input)).toEqual(['a', 'b'])
  })

  it.each([
    ['fails', 'process.stderr.write("\\n\\nfailed to get the data key\\nmore"); process.exit(128)', 'sops ended with code 128: failed to get the data key'],
    ['answers with something else', 'console.log("canary")', 'what sops made of it is no map of names'],
  ])('that sops %s is told, and nothing of its output', async (_what, body, cause) => {
    const found = await find(['TOKEN'], standIn(body).folder)
    expect(found.get('TOKEN')).toMatchObject({ ok: false, error: { code: 'secret-undecryptable', cause: `${FILE.path} cannot be opened: ${cause}` } })
    expect(JSON.stringify(found.get('TOKEN'))).not.toContain('canary')
  })

  it('on a host without the program says so', async () => {
    expect((await find(['TOKEN'], join(root, 'nowhere'))).get('TOKEN')).toMatchObject({ error: { cause: expect.stringContaining('this host has no program `sops`') as string } })
  })
})
