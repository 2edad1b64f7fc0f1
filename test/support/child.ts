/** Runs a TypeScript file of the tests in a process of its own, so that a test can kill it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly process: ChildProcess
  readonly pid: number
  /** All that it has written so far. */
  output(): string
  errors(): string
  /** Resolves when it has ended, with its exit code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  kill(signal?: NodeJS.Signals): void
}

export function startChild(file: URL, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let written = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => { written += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { complaints += chunk.toString() })
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => { resolve(code ?? signal ?? -1) })
  })
  return { process: child, pid: child.pid ?? -1, output: () => written, errors: () => complaints, ended, kill: (signal = 'SIGKILL') => { child.kill(signal) } }
}
