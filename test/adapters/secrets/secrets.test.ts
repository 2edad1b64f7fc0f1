/** Where secrets come from on a host, and what is said when they do not. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealValue } from '../../../src/adapters/secrets/age-values.js'
import { createSecrets } from '../../../src/adapters/secrets/secrets.js'
import type { SecretsSettings } from '../../../src/model/settings.js'
import { failure } from '../../../src/model/failure.js'
import type { SecretsQuery } from '../../../src/ports.js'

const NEVER = new AbortController().signal
const PATH = 'ops/secrets.age.yaml'
const root = mkdtempSync(join(tmpdir(), 'mist-secrets-'))
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

let identity = ''
let recipient = ''
let directory = ''
let count = 0

beforeAll(async () => {
  identity = await generateX25519Identity()
  recipient = await identityToRecipient(identity)
})

beforeEach(() => {
  count += 1
  directory = join(root, String(count))
  mkdirSync(directory, { mode: 0o700 })
})

function put(name: string, text: string, mode = 0o600): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

async function sealed(name: string, value: string, to: readonly string[] = [recipient]): Promise<string> {
  const made = await sealValue({ name, value }, to)
  if (!made.ok) throw new Error(made.error)
  return made.value
}

function fileOf(values: Readonly<Record<string, string>>): NonNullable<SecretsQuery['file']> {
  return { path: PATH, text: { ok: true, value: `version: 1\nrecipients:\n  - ${recipient}\nsecrets:\n${Object.entries(values).map(([name, text]) => `  ${name}: ${text}\n`).join('')}` } }
}

interface Given {
  readonly settings?: SecretsSettings
  readonly env?: Readonly<Record<string, string>>
  readonly file?: SecretsQuery['file']
}

async function find(name: string, { settings = {}, env = {}, file }: Given) {
  const found = await createSecrets({ settings, env }).find({ names: [name], ...(file && { file }) }, NEVER)
  return found.get(name)
}

describe('the places of a host', () => {
  it('go before the file in git: a variable, a credential, a folder', async () => {
    const settings = { identityFile: put('identity.txt', `# mine\n${identity}\n`), directory, environment: 'MIST_SECRET_' }
    const file = fileOf({ TOKEN: await sealed('TOKEN', 'from git') })
    const credentials = join(directory, 'credentials')
    expect(await find('TOKEN', { settings, file })).toEqual({ ok: true, value: { value: 'from git', place: PATH } })
    put('TOKEN', 'from the folder\n')
    expect(await find('TOKEN', { settings, file })).toEqual({ ok: true, value: { value: 'from the folder', place: join(directory, 'TOKEN') } })
    mkdirSync(credentials)
    writeFileSync(join(credentials, 'secret.TOKEN'), 'from systemd')
    chmodSync(join(credentials, 'secret.TOKEN'), 0o440)
    const env = { CREDENTIALS_DIRECTORY: credentials }
    expect(await find('TOKEN', { settings, env, file })).toMatchObject({ value: { value: 'from systemd' } })
    expect(await find('TOKEN', { settings, env: { ...env, MIST_SECRET_TOKEN: 'from the environment' }, file })).toMatchObject({ value: { value: 'from the environment', place: 'the variable MIST_SECRET_TOKEN' } })
  })

  it('keep a value as it is but for one line feed at the end', async () => {
    put('CERT', '-----BEGIN-----\n a = "b"\n-----END-----\n\n')
    expect(await find('CERT', { settings: { directory } })).toMatchObject({ value: { value: '-----BEGIN-----\n a = "b"\n-----END-----\n' } })
  })

  it('are all named when none has it', async () => {
    const settings = { directory, environment: 'MIST_SECRET_' }
    const env = { CREDENTIALS_DIRECTORY: '/run/credentials/mistd.service' }
    expect(await find('TOKEN', { settings, env, file: fileOf({}) })).toMatchObject({ ok: false, error: { code: 'secret-missing', subject: 'cannot find the secret TOKEN', cause: `it is not in the variable MIST_SECRET_TOKEN, nor in the systemd credential secret.TOKEN, nor in ${join(directory, 'TOKEN')}, nor in ${PATH}` } })
    expect(await find('TOKEN', {})).toMatchObject({ error: { cause: 'this host has no place for secrets, and the manifest names no file of them' } })
  })

  it('never let an older value of git take the place of one that cannot be used', async () => {
    const settings = { identityFile: put('identity.txt', identity), directory }
    const file = fileOf({ TOKEN: await sealed('TOKEN', 'from git') })
    put('TOKEN', 'x', 0o644)
    expect(await find('TOKEN', { settings, file })).toMatchObject({ ok: false, error: { code: 'secret-undecryptable', cause: `${join(directory, 'TOKEN')} cannot be used: others can read it` } })
    expect(await find('TOKEN', { settings: { ...settings, environment: 'MIST_SECRET_' }, env: { MIST_SECRET_TOKEN: '' }, file })).toMatchObject({ ok: false, error: { cause: 'the variable MIST_SECRET_TOKEN cannot be used: it is empty' } })
    put('TOKEN', '')
    chmodSync(join(directory, 'TOKEN'), 0o600)
    expect(await find('TOKEN', { settings, file })).toMatchObject({ error: { cause: `${join(directory, 'TOKEN')} cannot be used: it is empty` } })
    rmSync(join(directory, 'TOKEN'))
    symlinkSync('/etc/passwd', join(directory, 'TOKEN'))
    expect(await find('TOKEN', { settings, file })).toMatchObject({ error: { cause: expect.stringContaining('it is a symbolic link') as string } })
  })

  it('are not trusted when others can write to the folder', async () => {
    put('TOKEN', 'x')
    chmodSync(directory, 0o777)
    expect(await find('TOKEN', { settings: { directory } })).toMatchObject({ error: { cause: `${directory} cannot be used: others can write to it` } })
  })

  it.each([['binary', 'a\0b', 'it holds a NUL byte'], ['large', 'x'.repeat(65_537), 'it is larger than 65536 bytes']])('refuse a %s value', async (_what, text, cause) => {
    put('TOKEN', text)
    expect(await find('TOKEN', { settings: { directory } })).toMatchObject({ error: { cause: expect.stringContaining(cause) as string } })
  })
})

describe('the file in git', () => {
  it('holds values of many lines, and many of them', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `NAME_${String(at)}`)
    const values = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sealed(name, `${name}\n= "x"\n`)] as const)))
    const secrets = createSecrets({ settings: { identityFile: put('identity.txt', identity) }, env: {} })
    const found = await secrets.find({ names, file: fileOf(values) }, NEVER)
    expect([...found.values()].every((one) => one.ok)).toBe(true)
    expect(found.get('NAME_7')).toEqual({ ok: true, value: { value: 'NAME_7\n= "x"\n', place: PATH } })
  })

  it('does not open a value under another name', async () => {
    const settings = { identityFile: put('identity.txt', identity) }
    const file = fileOf({ HARMLESS: await sealed('ADMIN', 'canary'), ADMIN: await sealed('ADMIN', 'canary') })
    expect(await find('HARMLESS', { settings, file })).toMatchObject({ ok: false, error: { code: 'secret-undecryptable', cause: `at ${PATH}:5:3 it was encrypted for another name` } })
    expect(await find('ADMIN', { settings, file })).toMatchObject({ ok: true })
  })

  it('tells a value for others, a damaged one, one that stands twice, and the rest goes on', async () => {
    const other = await identityToRecipient(await generateX25519Identity())
    const settings = { identityFile: put('identity.txt', identity) }
    const good = await sealed('GOOD', 'x')
    const broken = `${good.slice(0, -8)}AAAAAAA=`
    const file = fileOf({ GOOD: good, OTHERS: await sealed('OTHERS', 'x', [other]), BROKEN: broken })
    const twice = { path: PATH, text: { ok: true, value: `${file.text.ok ? file.text.value : ''}  GOOD: ${good}\n` } } as const
    expect(await find('OTHERS', { settings, file })).toMatchObject({ error: { cause: `at ${PATH}:6:3 it is encrypted for other recipients`, help: expect.stringContaining('rekey --add') as string } })
    expect(await find('BROKEN', { settings, file })).toMatchObject({ error: { cause: `at ${PATH}:7:3 it is damaged` } })
    expect(await find('GOOD', { settings, file })).toMatchObject({ ok: true })
    expect(await find('GOOD', { settings, file: twice })).toMatchObject({ error: { cause: `it stands twice, at ${PATH}:5:3 and ${PATH}:8:3` } })
  })

  it('says what is wrong with the identity, or that there is none', async () => {
    const file = fileOf({ TOKEN: await sealed('TOKEN', 'x') })
    expect(await find('TOKEN', { file })).toMatchObject({ error: { code: 'secret-undecryptable', cause: `it is in ${PATH}, and this host has no identity` } })
    const identityFile = put('identity.txt', identity, 0o640)
    expect(await find('TOKEN', { settings: { identityFile }, file })).toMatchObject({ error: { cause: `it is in ${PATH}, and the identity ${identityFile} cannot be used: others can read it`, help: `Run: chmod 600 ${identityFile}` } })
    writeFileSync(identityFile, 'garbage')
    chmodSync(identityFile, 0o600)
    expect(await find('TOKEN', { settings: { identityFile }, file })).toMatchObject({ error: { cause: expect.stringContaining('it does not hold identities of age') as string } })
  })

  it('opens with the identity that systemd hands over, and an app cannot ask for that one', async () => {
    const env = { CREDENTIALS_DIRECTORY: directory }
    put('identity', identity, 0o440)
    const file = fileOf({ TOKEN: await sealed('TOKEN', 'x') })
    expect(await find('TOKEN', { env, file })).toMatchObject({ ok: true })
    expect(await find('identity', { env, file })).toMatchObject({ ok: false })
  })

  it('that cannot be read is named, with the places that were looked at before', async () => {
    const text = { ok: false, error: failure('source-refused', { subject: `cannot read ${PATH}`, cause: 'it is a link' }) } as const
    expect(await find('TOKEN', { settings: { directory }, file: { path: PATH, text } })).toMatchObject({ error: { code: 'secret-missing', cause: `it is not in ${join(directory, 'TOKEN')}, and cannot read ${PATH}: it is a link` } })
  })

  it('is opened anew when the identity changes, without a restart', async () => {
    const identityFile = put('identity.txt', await generateX25519Identity())
    const secrets = createSecrets({ settings: { identityFile }, env: {} })
    const file = fileOf({ TOKEN: await sealed('TOKEN', 'x') })
    expect((await secrets.find({ names: ['TOKEN'], file }, NEVER)).get('TOKEN')?.ok).toBe(false)
    writeFileSync(identityFile, identity)
    expect((await secrets.find({ names: ['TOKEN'], file }, NEVER)).get('TOKEN')?.ok).toBe(true)
  })
})
