/** The real program in a real process: pipes, colours, usage, versions. */
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChild } from '../support/child.js'
import { until } from '../support/until.js'

const PROGRAM = new URL('../../src/bin/mistctl.ts', import.meta.url)
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: unknown; out: string; err: string }> {
  const child = startChild(PROGRAM, words, env)
  const code = await child.ended
  return { code, out: child.output(), err: child.errors() }
}

describe('mistctl as a process', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mist-cli-'))
  beforeAll(() => {
    writeFileSync(join(folder, 'mist.yaml'), 'version: 1\nprojects: {}\nnope: 1\n')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('says its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: `mistctl ${version}\n`, err: '' })
  })

  it('ends with 2 for a verb that is not there, and names the nearest', async () => {
    expect(await run(['statsu'])).toEqual({ code: 2, out: '', err: "error: unknown command 'statsu'\n(Did you mean status?)\n  See: mistctl --help\n" })
  })

  it('ends with 2 without a verb, and shows its help on stderr', async () => {
    const { code, out, err } = await run([])
    expect([code, out, err.startsWith('Usage: mistctl')]).toEqual([2, '', true])
  })

  it('writes no colour into a pipe, and some when it is forced', async () => {
    const plain = await run(['validate', folder])
    expect(plain).toMatchObject({ code: 2, out: '' })
    expect(plain.err).not.toContain('\u001b[')
    expect((await run(['validate', folder], { NO_COLOR: '', FORCE_COLOR: '1' })).err).toContain('\u001b[31m')
    expect((await run(['validate', folder], { NO_COLOR: '1', FORCE_COLOR: '1' })).err).not.toContain('\u001b[')
  })

  it('does not read what a link in a repository leads to', async () => {
    const tree = mkdtempSync(join(folder, 'tree-'))
    const [root, apps] = [join(tree, 'root'), join(tree, 'apps')]
    mkdirSync(root)
    mkdirSync(apps)
    writeFileSync(join(folder, 'secret'), 'password: s3cret-canary\n', { mode: 0o600 })
    symlinkSync(join(folder, 'secret'), join(root, 'mist.yaml'))
    symlinkSync(join(folder, 'secret'), join(apps, 'link.yaml'))
    writeFileSync(join(apps, 'mist.yaml'), 'version: 1\ninclude: ["*.yaml"]\nprojects: {}\n')
    for (const words of [[root], [join(root, 'mist.yaml')], [root, '-o', 'json']]) {
      const { code, out, err } = await run(['validate', ...words])
      expect([code, out + err]).toEqual([2, expect.stringContaining('it is a symbolic link, which Mist does not follow')])
      expect(out + err).not.toContain('s3cret-canary')
    }
    const included = await run(['validate', apps])
    expect(included.out + included.err).not.toContain('s3cret-canary')
  })

  it('does not mind a reader that leaves early', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(PROGRAM), 'completion', 'fish'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString()
    })
    child.stdout.destroy()
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, complaints]).toEqual([0, ''])
  })

  it('says in one line that its output cannot be written', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(PROGRAM), 'completion', 'fish'], { stdio: ['ignore', full, 'pipe'] })
    let complaints = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString()
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    closeSync(full)
    expect([code, complaints]).toEqual([4, 'error: cannot write the output: no space left on the device\n'])
  })

  it('ends with 130 at the first Ctrl-C while it follows', async () => {
    writeFileSync(join(folder, 'mistd.yaml'), `instance: test-follow\nstateDir: ${join(folder, 'state')}\nhttp: { enabled: false }\n`)
    const child = startChild(PROGRAM, ['events', '-f', '-v', '-c', join(folder, 'mistd.yaml')])
    await until('it has said where it looks', () => child.errors().includes('Mist has not run on this host yet'))
    child.kill('SIGINT')
    expect(await child.ended).toBe(130)
  })
})
