/** A program of Mist as a process: run to its end, or watched and interrupted on its way. */
import { spawn } from 'node:child_process'
import { adopt } from './children.js'

export interface ProgramOutcome {
  /** -1 when a signal ended it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunningProgram {
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<ProgramOutcome>
  readonly kill: (signal: NodeJS.Signals) => void
}

export interface ProgramPlace {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Whoever is started in there inherits the umask; the starter keeps its own. */
export function withUmask<T>(mask: number, start: () => T): T {
  const before = process.umask(mask)
  try {
    return start()
  } finally {
    process.umask(before)
  }
}

/** Node with these arguments, without a terminal. */
export function runProgram(args: readonly string[], { cwd, env = {} }: ProgramPlace): RunningProgram {
  const child = adopt(spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } }))
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => { stdout += chunk })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { stderr += chunk })
  const ended = new Promise<ProgramOutcome>((resolve) => { child.once('close', (code) => { resolve({ code: code ?? -1, stdout, stderr }) }) })
  return { pid: child.pid ?? -1, stdout: () => stdout, stderr: () => stderr, ended, kill: (signal) => { child.kill(signal) } }
}
