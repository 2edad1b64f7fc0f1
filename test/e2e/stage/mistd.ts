/** mistd as a process of its own: started, stopped, killed, and its log kept for whoever has to find out why a test failed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { until } from '../../support/until.js'
import { PROGRAMS } from './build.js'
import { adopt } from './children.js'
import { askHttp } from './http.js'

export type Ending = number | NodeJS.Signals

export interface Mistd {
  /** Starts it and waits until its endpoint answers. */
  start(): Promise<void>
  /** Starts it and waits for nothing. */
  launch(): void
  /** SIGTERM; answers how it ended. */
  stop(): Promise<Ending>
  /** SIGKILL, and waits until the kernel has let go of what it held. */
  kill9(): Promise<void>
  signal(name: NodeJS.Signals): void
  readonly ended: () => Promise<Ending>
  readonly pid: () => number
  readonly isRunning: () => boolean
  /** What it has logged in all its lives, or since a mark. */
  readonly log: (since?: number) => string
  /** The end of the log as it is now. */
  readonly mark: () => number
}

export interface MistdOptions {
  readonly settingsFile: string
  readonly logFile: string
  readonly httpPort: number
}

const STOP_TIMEOUT_MS = 120_000
const LAST_LINES = 40
const LONGEST_LINE = 600

export function createMistd({ settingsFile, logFile, httpPort }: MistdOptions): Mistd {
  let child: ChildProcess | undefined
  let ending: Promise<Ending> = Promise.resolve(0)
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null
  const log = (since = 0): string => textFrom(logFile, since)

  function launch(): void {
    if (isRunning()) throw new Error('mistd runs already')
    const output = openSync(logFile, 'a', 0o600)
    const started = adopt(spawn(process.execPath, [PROGRAMS.mistd, '--config', settingsFile], { stdio: ['ignore', output, output] }))
    closeSync(output)
    child = started
    ending = new Promise((resolve) => { started.once('exit', (code, signal) => { resolve(code ?? signal ?? -1) }) })
  }

  async function start(): Promise<void> {
    launch()
    await until('mistd answers on its endpoint', async () => {
      if (!isRunning()) return 'ended'
      return (await askHttp(httpPort, '/healthz')).status === 200 ? 'answers' : undefined
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n── mistd ──\n${lastLines(log())}`, { cause: error })
    }).then((state) => {
      if (state === 'ended') throw new Error(`mistd ended instead of starting:\n${lastLines(log())}`)
    })
  }

  async function send(name: NodeJS.Signals): Promise<Ending> {
    child?.kill(name)
    await until(`mistd ends after ${name}`, () => !isRunning(), { timeoutMs: STOP_TIMEOUT_MS, everyMs: 10 })
    return ending
  }

  return {
    start, launch, log, isRunning,
    mark: () => statSync(logFile).size,
    stop: () => (isRunning() ? send('SIGTERM') : ending),
    kill9: async () => { if (isRunning()) await send('SIGKILL') },
    signal: (name) => { child?.kill(name) },
    ended: () => ending,
    pid: () => child?.pid ?? -1,
  }
}

/** From a byte on: tests ask often, and the log of many lives is long. */
function textFrom(file: string, since: number): string {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(handle).size - since))
    const read = readSync(handle, bytes, 0, bytes.length, since)
    return bytes.toString('utf8', 0, read)
  } finally {
    closeSync(handle)
  }
}

export function lastLines(text: string, count = LAST_LINES): string {
  return text.trimEnd().split('\n').slice(-count).map((line) => line.slice(0, LONGEST_LINE)).join('\n')
}
