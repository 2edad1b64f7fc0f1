/** `mistctl secret` on real files: what it writes, what it refuses, and that no value is ever shown. */
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createSecretFiles } from '../../src/adapters/secrets/secret-files.js'
import { createSecrets } from '../../src/adapters/secrets/secrets.js'
import type { Deps } from '../../src/cli/deps.js'
import type { Io } from '../../src/cli/io.js'
import { createProgram } from '../../src/cli/program.js'
import { systemHost } from '../../src/cli/system-host.js'

const root = mkdtempSync(join(tmpdir(), 'mist-secret-cli-'))
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

const MANIFEST = 'version: 1\nsecrets: secrets.age.yaml\nprojects:\n  shop:\n    apps:\n      web: { image: "a:1", port: 80, secrets: [TOKEN], env: { API: { secret: API_KEY } } }\n'
const CANARY = 'canary-1'

let folder = ''
let count = 0

beforeEach(() => {
  count += 1
  folder = join(root, String(count))
  mkdirSync(join(folder, 'home'), { recursive: true })
  writeFileSync(join(folder, 'mist.yaml'), MANIFEST)
})

interface Typing {
  readonly stdin?: string
  readonly hidden?: string
  readonly terminal?: 'yes'
  readonly env?: Io['env']
  readonly interrupted?: AbortSignal
}

async function mistctl(words: string, { stdin = '', hidden, terminal, env, interrupted = new AbortController().signal }: Typing = {}) {
  const streams = { out: '', err: '' }
  const output = (name: 'out' | 'err') => ({ isTTY: terminal === 'yes', columns: 100, rows: 30, closed: new AbortController().signal, write: (text: string) => { streams[name] += text } })
  const own = { PATH: process.env['PATH'], HOME: join(folder, 'home'), ...env }
  const io: Io = {
    stdout: output('out'), stderr: output('err'), env: own, cwd: folder, user: 'ana', uid: 0, nodeVersion: process.version, nowIso: () => '2026-01-01T00:00:00Z', interrupted,
    stdin: { isTTY: terminal === 'yes', readAll: () => Promise.resolve(stdin), ask: () => Promise.resolve(undefined), askHidden: () => Promise.resolve(hidden) },
  }
  const parts = { createSecrets, createSecretFiles } as unknown as Awaited<ReturnType<Deps['load']>>
  const code = await createProgram(io, { load: () => Promise.resolve(parts), host: systemHost }).run(['secret', ...words.split(' '), '--config', join(folder, 'mistd.yaml')])
  return { code, ...streams }
}

function text(): string {
  return readFileSync(join(folder, 'secrets.age.yaml'), 'utf8')
}

async function begin(): Promise<string> {
  writeFileSync(join(folder, 'mistd.yaml'), 'secrets: { environment: MIST_SECRET_ }\n')
  const { out } = await mistctl('keygen')
  return out.trim()
}

/** A program that changes the file that it is given by a script of JavaScript, in which `text` is what stands there. */
function editor(script: string): string {
  const path = join(folder, 'editor.cjs')
  writeFileSync(path, `#!${process.execPath}
const { readFileSync, writeFileSync, statSync } = require('node:fs')
const { dirname, join } = require('node:path')
const path = process.argv.at(-1)
const modes = [path, dirname(path)].map((one) => (statSync(one).mode & 0o777).toString(8))
writeFileSync(join(__dirname, 'seen.json'), JSON.stringify({ path, modes, text: readFileSync(path, 'utf8') }))
const text = readFileSync(path, 'utf8')
${script}
`)
  chmodSync(path, 0o755)
  return path
}

describe('secret keygen', () => {
  it('writes an identity that nobody else can read, prints its recipient alone, and never overwrites', async () => {
    const recipient = await begin()
    const path = join(folder, 'home', '.config', 'mist', 'identity')
    expect(recipient).toMatch(/^age1[a-z0-9]{58}$/)
    expect([statSync(path).mode & 0o777, statSync(join(folder, 'home', '.config', 'mist')).mode & 0o777]).toEqual([0o600, 0o700])
    const before = readFileSync(path, 'utf8')
    const again = await mistctl('keygen')
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('it is there already')])
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(again.out + again.err).not.toContain('AGE-SECRET-KEY')
  })
})

describe('secret set', () => {
  it('needs somebody who can open a new file', async () => {
    writeFileSync(join(folder, 'mistd.yaml'), '')
    expect(await mistctl('set TOKEN', { stdin: CANARY })).toMatchObject({ code: 2, err: expect.stringContaining('nobody could open the new file') as string })
    expect(await mistctl('set TOKEN --add age1nonsense', { stdin: CANARY })).toMatchObject({ code: 2 })
    expect(existsSync(join(folder, 'secrets.age.yaml'))).toBe(false)
  })

  it('writes what stdin holds, or what was typed unseen, and replaces that one line alone', async () => {
    await begin()
    expect(await mistctl('set TOKEN', { stdin: `${CANARY}\nsecond line\n` })).toMatchObject({ code: 0, err: expect.stringMatching(/is new\. .*\n {2}age1/) as string })
    expect(await mistctl('set API_KEY', { terminal: 'yes', hidden: 'typed' })).toMatchObject({ code: 0 })
    const before = text().split('\n')
    writeFileSync(join(folder, 'secrets.age.yaml'), text().replace('secrets:\n', 'secrets:\n  # of the shop\n'))
    const { out, err } = await mistctl('set TOKEN', { stdin: 'another' })
    const after = text().split('\n')
    expect(after.filter((line) => !before.includes(line))).toEqual(['  # of the shop', expect.stringMatching(/^ {2}TOKEN: [A-Za-z0-9+/=]+$/)])
    expect(statSync(join(folder, 'secrets.age.yaml')).mode & 0o777).toBe(0o644)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
    expect(out + err + text()).not.toMatch(/another|canary/)
  })

  it('takes no value from an argument, none that is empty, and asks nobody without a terminal', async () => {
    await begin()
    expect(await mistctl('set TOKEN value')).toMatchObject({ code: 2 })
    expect(await mistctl('set TOKEN=canary')).toMatchObject({ code: 2, err: expect.not.stringContaining('canary') as string })
    expect(await mistctl('set TOKEN', { stdin: '\n' })).toMatchObject({ code: 2, err: expect.stringContaining('it is empty') as string })
    expect(await mistctl('set TOKEN --no-input', { terminal: 'yes', hidden: 'x' })).toMatchObject({ code: 2 })
    expect(await mistctl('set TOKEN', { terminal: 'yes' })).toMatchObject({ code: 2 })
    expect(existsSync(join(folder, 'secrets.age.yaml'))).toBe(false)
  })
})

describe('a mistake', () => {
  it('in a recipient is told as one, and an identity in its place is not repeated', async () => {
    await begin()
    expect(await mistctl('set TOKEN --add age1bad', { stdin: CANARY })).toMatchObject({ code: 2, err: expect.stringContaining('"age1bad" is no recipient of age') as string })
    await mistctl('set TOKEN', { stdin: CANARY })
    expect(await mistctl('rekey --add age1bad')).toMatchObject({ code: 2, err: expect.stringContaining('"age1bad" is no recipient of age') as string })
    const mixed = await mistctl('rekey --add AGE-SECRET-KEY-1CANARY')
    expect([mixed.code, mixed.err]).toEqual([2, expect.not.stringContaining('CANARY')])
  })

  it('in a name is told with the limit, or with the name that is meant', async () => {
    await begin()
    expect(await mistctl(`set ${'A'.repeat(101)}`, { stdin: CANARY })).toMatchObject({ code: 2, err: expect.stringContaining('At most 100') as string })
    expect(await mistctl('set API_KEI', { stdin: CANARY })).toMatchObject({ code: 0, err: expect.stringContaining('No app names API_KEI yet. Did you mean API_KEY?') as string })
    expect(await mistctl('rekey')).toMatchObject({ out: expect.stringContaining('encrypted 1 value of') as string })
  })

  it('in the settings of the host is shown, and nothing is done', async () => {
    await begin()
    for (const [settings, words] of [['nonsense: 1\n', 'nonsense'], ['secrets: { identityFile: /nope }\n', '/nope']]) {
      writeFileSync(join(folder, 'mistd.yaml'), settings ?? '')
      for (const action of ['ls', 'set TOKEN']) expect(await mistctl(action, { stdin: CANARY })).toMatchObject({ code: 2, err: expect.stringContaining(words ?? '') as string })
    }
    rmSync(join(folder, 'mistd.yaml'))
    expect(await mistctl('ls')).toMatchObject({ code: 2, err: expect.stringContaining('It is named by --config') as string })
    expect(existsSync(join(folder, 'secrets.age.yaml'))).toBe(false)
  })

  it('in the options is told where the action does not take them', async () => {
    await begin()
    for (const words of ['keygen --identity x', 'ls --add age1x', 'set TOKEN --remove age1x', 'edit --add age1x']) expect(await mistctl(words)).toMatchObject({ code: 2, err: expect.stringContaining('takes no --') as string })
  })

  it('in a path is told in words', async () => {
    await begin()
    const { code, err } = await mistctl(`keygen ${join(folder, 'mist.yaml', 'x')}`)
    expect([code, err]).toEqual([2, expect.stringMatching(/a part of the path is no folder/)])
    expect(err).not.toMatch(/E[A-Z]{4,}/)
  })

  it('that damaged a value leads to setting it anew, and a file that is not made yet is named', async () => {
    await begin()
    expect(await mistctl('ls')).toMatchObject({ out: expect.stringContaining('mist.yaml names it, and it is not there') as string })
    await mistctl('set TOKEN', { stdin: CANARY })
    writeFileSync(join(folder, 'secrets.age.yaml'), text().replace('TOKEN:', 'API_KEY:'))
    expect(await mistctl('rekey')).toMatchObject({ code: 2, err: expect.stringContaining('Set it anew with: mistctl secret set API_KEY') as string })
    expect(await mistctl('ls')).toMatchObject({ out: expect.stringContaining('  Set it anew with: mistctl secret set API_KEY') as string })
  })

  it('that is noticed at the prompt is ended by Ctrl-C, which is no wrong usage', async () => {
    await begin()
    expect(await mistctl('set TOKEN', { terminal: 'yes', interrupted: AbortSignal.abort() })).toMatchObject({ code: 130 })
    expect(existsSync(join(folder, 'secrets.age.yaml'))).toBe(false)
  })
})

describe('the file of secrets', () => {
  it('is not guessed from a mist.yaml that cannot be read', async () => {
    await begin()
    for (const [written, at] of [['secrets: conf/s.age.yaml\nprojects: { shop: { apps: {}\n', 'mist.yaml:'], ['version: 1\nsecrets: ../s.age.yaml\nprojects: {}\n', 'mist.yaml:2:']]) {
      writeFileSync(join(folder, 'mist.yaml'), written ?? '')
      expect(await mistctl('set TOKEN', { stdin: CANARY })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(at ?? '') as string })
      expect(readdirSync(folder).filter((name) => name.endsWith('.age.yaml'))).toEqual([])
    }
  })

  it('is made together with its folder', async () => {
    await begin()
    writeFileSync(join(folder, 'mist.yaml'), MANIFEST.replace('secrets.age.yaml', 'conf/s.age.yaml'))
    expect(await mistctl('set TOKEN', { stdin: CANARY })).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'conf', 's.age.yaml'))).toBe(true)
  })

  it('is never a link', async () => {
    await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    const path = join(folder, 'secrets.age.yaml')
    const before = text()
    writeFileSync(join(folder, 'real'), before)
    for (const target of ['real', 'not-there']) {
      rmSync(path, { force: true })
      symlinkSync(target, path)
      expect(await mistctl('set TOKEN', { stdin: 'another' })).toMatchObject({ code: 2, err: expect.stringContaining('it is a symbolic link') as string })
      expect(lstatSync(path).isSymbolicLink()).toBe(true)
    }
    expect([readFileSync(join(folder, 'real'), 'utf8'), existsSync(join(folder, 'not-there'))]).toEqual([before, false])
  })
})

describe('secret ls', () => {
  it('tells name, place and users, and answers no for one that is used and cannot be had', async () => {
    await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    await mistctl('set SPARE', { stdin: CANARY })
    const { code, out, err } = await mistctl('ls')
    expect(out).toBe(['NAME     STATE    FROM              USED BY', 'API_KEY  missing                    shop/web', 'SPARE    found    secrets.age.yaml  nobody', 'TOKEN    found    secrets.age.yaml  shop/web', '', 'cannot find the secret API_KEY: it is not in the variable MIST_SECRET_API_KEY, nor in secrets.age.yaml', '  Run `mistctl secret set API_KEY` beside mist.yaml and commit, or put it into a place of the host.', ''].join('\n'))
    expect([code, err]).toEqual([1, ''])
    const complete = await mistctl('ls -o json', { env: { MIST_SECRET_API_KEY: CANARY } })
    expect([complete.code, JSON.parse(complete.out)]).toMatchObject([0, { schemaVersion: 1, secrets: [{ name: 'API_KEY', state: 'found', place: 'the variable MIST_SECRET_API_KEY', apps: ['shop/web'] }, { name: 'SPARE', apps: [] }, { name: 'TOKEN' }] }])
    expect(out + complete.out).not.toContain(CANARY)
  })

  it('says what is encrypted where nobody can open it, and that it did not try', async () => {
    await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    await mistctl('set API_KEY', { stdin: CANARY })
    const { code, out, err } = await mistctl('ls', { env: { HOME: '/nowhere' } })
    expect([code, out, err]).toEqual([0, expect.stringMatching(/TOKEN +encrypted +secrets\.age\.yaml/), expect.stringContaining('There is no identity here')])
  })
})

describe('secret rekey', () => {
  it('lets one more open the values, and one less', async () => {
    const first = await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    const second = (await mistctl(`keygen ${join(folder, 'second')}`)).out.trim()
    expect(await mistctl(`ls --identity ${join(folder, 'second')}`)).toMatchObject({ out: expect.stringMatching(/TOKEN +unusable/) as string })
    expect(await mistctl(`rekey --add ${second}`)).toMatchObject({ code: 0 })
    expect(await mistctl(`ls --identity ${join(folder, 'second')}`)).toMatchObject({ out: expect.stringMatching(/TOKEN +found/) as string })
    expect(await mistctl(`rekey --remove ${first} --identity ${join(folder, 'second')}`)).toMatchObject({ code: 0, err: expect.stringContaining('change the values themselves too') as string })
    expect(await mistctl('ls')).toMatchObject({ out: expect.stringMatching(/TOKEN +unusable/) as string })
    const before = text()
    expect(await mistctl(`rekey --remove ${second} --identity ${join(folder, 'second')}`)).toMatchObject({ code: 2 })
    expect(await mistctl('rekey')).toMatchObject({ code: 2, err: expect.stringContaining('secrets.age.yaml:6:3: TOKEN cannot be opened: it is encrypted for other recipients') as string })
    expect(text()).toBe(before)
  })
})

describe('secret edit', () => {
  it('shows the values in a private place, encrypts anew what was changed alone, and leaves nothing behind', async () => {
    await begin()
    for (const name of ['TOKEN', 'API_KEY', 'OLD']) await mistctl(`set ${name}`, { stdin: `${CANARY} ${name}\nsecond\n\n` })
    const before = text().split('\n')
    const EDITOR = editor('writeFileSync(path, text.replace(/canary-1 TOKEN/, "changed").replace(/OLD: [^]*$/, "NEW: 01234\\n"))')
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR } })).toMatchObject({ code: 0, out: 'wrote  secrets.age.yaml: added NEW · changed TOKEN · removed OLD\n' })
    const after = text().split('\n')
    expect(after.filter((line) => !before.includes(line)).map((line) => line.split(':')[0])).toEqual(['  TOKEN', '  NEW'])
    expect(before.filter((line) => !after.includes(line)).map((line) => line.split(':')[0])).toEqual(['  TOKEN', '  OLD'])
    const seen = JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as { path: string; modes: readonly string[]; text: string }
    expect(seen.modes).toEqual(['600', '700'])
    expect(seen.text).toContain('canary-1 API_KEY')
    expect(existsSync(seen.path)).toBe(false)
    await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('') } })
    expect(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'))).toMatchObject({ text: expect.stringMatching(/TOKEN: \|\n {2}changed\n {2}second\n[^]*NEW: "?01234/) as string })
  })

  it('changes nothing when nothing was changed, when the editor fails, and when what was written is no good', async () => {
    await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    const before = text()
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('') } })).toMatchObject({ code: 0, err: 'Nothing was changed.\n' })
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('process.exit(3)') } })).toMatchObject({ code: 2, err: expect.stringContaining('ended with code 3') as string })
    const broken = await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('if (!text.includes("cannot be a name") && !text.startsWith("# a name")) writeFileSync(path, "1X: canary\\n")') } })
    expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('a name of a secret is of letters') as string })
    expect(broken.err).not.toContain('canary')
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: 'no-such-editor' } })).toMatchObject({ code: 2, err: expect.stringContaining('there is no program no-such-editor') as string })
    expect(await mistctl('edit', { env: { EDITOR: 'true' } })).toMatchObject({ code: 2, err: expect.stringContaining('needs a terminal') as string })
    expect(text()).toBe(before)
  })

  it('takes an empty file for a slip, and names the apps that use what was removed', async () => {
    await begin()
    for (const name of ['TOKEN', 'API_KEY']) await mistctl(`set ${name}`, { stdin: CANARY })
    const before = text()
    for (const empty of ['', '# nothing\n', '{}\n']) {
      expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor(`writeFileSync(path, ${JSON.stringify(empty)})`) } })).toMatchObject({ code: 0, err: 'Nothing was changed.\n' })
    }
    expect(text()).toBe(before)
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('writeFileSync(path, text.replace(/TOKEN:.*\\n/, ""))') } })).toMatchObject({ code: 0, out: 'wrote  secrets.age.yaml: removed TOKEN (used by shop/web)\n' })
  })

  it('does not cut a value off at a remark', async () => {
    await begin()
    await mistctl('set TOKEN', { stdin: CANARY })
    const before = text()
    const cut = await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('if (!text.startsWith("# TOKEN")) writeFileSync(path, "TOKEN: pass #word\\n")') } })
    expect(cut).toMatchObject({ code: 2, err: expect.stringContaining('TOKEN has a remark behind its value') as string })
    expect(cut.err).not.toContain('word')
    expect(text()).toBe(before)
    expect(await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('writeFileSync(path, "TOKEN: \'pass #word\' # quoted\\n")') } })).toMatchObject({ code: 0 })
    await mistctl('edit', { terminal: 'yes', env: { EDITOR: editor('') } })
    expect(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'))).toMatchObject({ text: expect.stringContaining('TOKEN: "pass #word"') as string })
  })
})
