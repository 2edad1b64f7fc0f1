/** mistctl on a host in memory: typed words in, streams and exit code out. Nothing of the real process is touched. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Deps } from '../../../src/cli/deps.js'
import type { FileRead, Host } from '../../../src/cli/host.js'
import type { Io, Output } from '../../../src/cli/io.js'
import { createProgram } from '../../../src/cli/program.js'
import { systemHost } from '../../../src/cli/system-host.js'
import type { Failure } from '../../../src/model/failure.js'
import { err, ok } from '../../../src/model/result.js'
import type { HostSettings } from '../../../src/model/settings.js'
import { createSecretFiles } from '../../../src/adapters/secrets/secret-files.js'
import { createSecrets } from '../../../src/adapters/secrets/secrets.js'
import type { StateCopyPort } from '../../../src/ports.js'
import type { World } from '../../fakes/world.js'

export interface Typed {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CliOptions {
  readonly world: World
  /** Path → text. `/etc/mist/mistd.yaml` names the world's source unless it is set to undefined. */
  readonly files?: Readonly<Record<string, string | undefined>>
  readonly env?: Io['env']
  readonly terminal?: 'yes' | 'no'
  readonly answers?: readonly string[]
  readonly stdin?: string
  readonly host?: Partial<Host>
  /** What composing fails with. */
  readonly broken?: Failure
  readonly interrupted?: AbortSignal
  readonly user?: string
  readonly stateCopies?: StateCopyPort
}

const NO_COPIES: StateCopyPort = { save: () => Promise.reject(new Error('no copies here')), restore: () => Promise.reject(new Error('no copies here')) }
const SETTINGS_PATH = '/etc/mist/mistd.yaml'
const SETTINGS = 'source: { git: file:///srv/git/main.git, ref: main }\n'

export interface Cli {
  (...words: readonly string[]): Promise<Typed>
  /** Settings that verbs were composed with, newest last. */
  readonly composed: readonly HostSettings[]
  readonly written: ReadonlyMap<string, string>
}

export function createCli(options: CliOptions): Cli {
  const composed: HostSettings[] = []
  const files = new Map<string, string>(Object.entries({ [SETTINGS_PATH]: SETTINGS, ...options.files }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])))
  const answers = [...(options.answers ?? [])]
  const type = async (...words: readonly string[]): Promise<Typed> => {
    const streams = { out: '', err: '' }
    const io = ioFor(options, { streams, answers })
    const code = await createProgram(io, depsFor(options, { composed, files })).run(words)
    return { code, ...streams }
  }
  return Object.assign(type, { composed, written: files })
}

function ioFor({ world, env = {}, terminal = 'no', stdin = '', interrupted, user = 'ana' }: CliOptions, { streams, answers }: { readonly streams: { out: string; err: string }; readonly answers: string[] }): Io {
  const output = (name: 'out' | 'err'): Output => ({
    isTTY: terminal === 'yes', columns: 100, rows: 30, closed: new AbortController().signal,
    write: (text) => {
      streams[name] += text
    },
  })
  return {
    stdout: output('out'), stderr: output('err'), env, cwd: '/home/ana', user, uid: 0, nodeVersion: 'v20.19.0',
    stdin: {
      isTTY: terminal === 'yes',
      readAll: () => Promise.resolve(stdin),
      ask: (question) => {
        streams.err += question
        return Promise.resolve(answers.shift())
      },
      askHidden: (question) => {
        streams.err += question
        return Promise.resolve(answers.shift())
      },
    },
    nowIso: () => world.clock.nowIso(),
    interrupted: interrupted ?? new AbortController().signal,
  }
}

function depsFor(options: CliOptions, { composed, files }: { readonly composed: HostSettings[]; readonly files: Map<string, string> }): Deps {
  const { world } = options
  const join = (settings: HostSettings, emit: (event: never) => void): ReturnType<Awaited<ReturnType<Deps['load']>>['compose']> => {
    composed.push(settings)
    if (options.broken) return err(options.broken)
    const ports = { ...world.ports, emit: (event: never) => [world.ports.emit(event), emit(event)] }
    return ok({ ports: ports as never, config: world.config, notices: [], close: () => Promise.resolve() })
  }
  return { host: hostFor(options, files), load: () => Promise.resolve({ compose: join as never, composeReader: join as never, createSecrets, createSecretFiles, stateCopiesOf: () => options.stateCopies ?? NO_COPIES }) }
}

function hostFor({ host = {} }: CliOptions, files: Map<string, string>): Host {
  return {
    readFile: (path) => Promise.resolve<FileRead>(files.has(path) ? { kind: 'text', text: files.get(path) ?? '' } : { kind: 'missing' }),
    listFiles: (folder) => Promise.resolve([...files.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1))),
    createFile: (path, text) => {
      if (files.has(path)) return Promise.resolve('exists')
      files.set(path, text)
      return Promise.resolve('written')
    },
    facts: (path) => Promise.resolve(factsOf(path, files)),
    freeBytes: () => Promise.resolve(50 * 1024 ** 3),
    findProgram: (name) => Promise.resolve(`/usr/bin/${name}`),
    canListen: () => Promise.resolve('free'),
    ranges: () => [{ name: 'eth0', cidr: '192.0.2.10/24' }],
    httpStatus: () => Promise.resolve(undefined),
    ...host,
  }
}

function factsOf(path: string, files: ReadonlyMap<string, string>): Awaited<ReturnType<Host['facts']>> {
  const plain = { uid: 0, mayReadAndWrite: true }
  if (files.has(path)) return { kind: 'file', mode: 0o100600, ...plain }
  if (path.endsWith('.sock')) return { kind: 'socket', mode: 0o140660, ...plain }
  return [...files.keys()].some((name) => name.startsWith(`${path}/`)) ? { kind: 'folder', mode: 0o40700, ...plain } : undefined
}

/** mistctl with the real parts behind it, on this machine. Only the process is not its own. */
export async function runReal(words: readonly string[], world: World): Promise<Typed> {
  const streams = { out: '', err: '' }
  const io = { ...ioFor({ world }, { streams, answers: [] }), uid: process.getuid?.() ?? 0, nodeVersion: process.version }
  const code = await createProgram(io, { load: () => import('../../../src/compose.js'), host: systemHost }).run(words)
  return { code, ...streams }
}

/** Compares with `test/cli/golden/<name>.txt`; UPDATE_GOLDEN=1 rewrites it. Times and fingerprints vary with work that is proven elsewhere and are left out. */
export async function expectGolden(name: string, cli: Cli, ...lines: readonly string[]): Promise<void> {
  const parts: string[] = []
  for (const line of lines) {
    const { code, out, err } = await cli(...wordsOf(line))
    parts.push([`$ mistctl ${line}`, ...(out === '' ? [] : [out.trimEnd()]), ...(err === '' ? [] : ['--- stderr', err.trimEnd()]), `--- exit ${String(code)}`, ''].join('\n'))
  }
  const path = fileURLToPath(new URL(`../golden/${name}.txt`, import.meta.url))
  const text = steady(parts.join('\n'))
  if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(path)) {
    if (process.env['UPDATE_GOLDEN'] !== '1') expect.unreachable(`there is no ${path}; make it with UPDATE_GOLDEN=1`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

function steady(text: string): string {
  return text.replace(/-[0-9a-f]{8}-(?=\d\b)/g, '-<fp>-').replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '<time>').replace(/^(\s*"durationMs": )[\d.]+/gm, '$10')
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
