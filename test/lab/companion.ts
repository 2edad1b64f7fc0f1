/**
 * A program that runs beside a test and ends with it, however the test ends. What it is and how it is asked is its starter's business.
 */
import { spawn } from 'node:child_process'

export interface Companion {
  /** All that it has written so far, both streams in the order in which they came. */
  readonly output: () => string
  readonly isRunning: () => boolean
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  readonly signal: (name: NodeJS.Signals) => void
  /** Asks it to end, and ends it when it does not. */
  readonly stop: () => Promise<void>
}

export interface CompanionOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** The kernel kills it when this process is killed: that no handler could do. */
const [GUARD, ...GUARDED] = ['setpriv', '--pdeathsig', 'KILL', '--'] as const

const GRACE_MS = 5_000
const KEPT_CHARACTERS = 4 * 1024 * 1024

const running = new Set<{ kill(signal: NodeJS.Signals): unknown }>()
process.once('exit', () => { for (const child of running) child.kill('SIGKILL') })

export function startCompanion(command: string, args: readonly string[], options: CompanionOptions = {}): Companion {
  const child = spawn(GUARD, [...GUARDED, command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env }, ...(options.cwd !== undefined && { cwd: options.cwd }),
  })
  let output = ''
  let isRunning = true
  running.add(child)
  const keep = (chunk: Buffer): void => { output = (output + chunk.toString()).slice(-KEPT_CHARACTERS) }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      isRunning = false
      running.delete(child)
      resolve()
    }
    child.once('close', end)
    child.once('error', (error) => {
      output += `${error.message}\n`
      end()
    })
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    await ended
    clearTimeout(killer)
  }
  return { output: () => output, isRunning: () => isRunning, ended, stop, signal: (name) => { child.kill(name) } }
}
