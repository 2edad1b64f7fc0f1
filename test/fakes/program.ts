/** What the program in a fake image does once it is started. */
import type { HealthCheckSpec } from '../../src/model/resource.js'
import type { FakeContainer, FakeNode } from './docker-state.js'

/** A command that is run inside of its container. */
export interface InsideCall {
  readonly words: readonly string[]
  /** Of the container, with that of the command over it. */
  readonly env: Readonly<Record<string, string>>
  /** All of its stdin. */
  readonly input: Buffer
  readonly container: FakeContainer
  /** The files at a path, by their path within the volume that lies there. */
  files(path: string): Map<string, FakeNode>
  readonly signal: AbortSignal
}

export interface InsideAnswer {
  readonly exitCode: number
  readonly output?: string | AsyncIterable<Uint8Array>
  readonly said?: string
}

export interface Program {
  readonly output: readonly string[]
  /** Ends by itself so long after its start. */
  readonly exitsAfterMs?: number
  readonly exitCode?: number
  /** Ports that accept connections; `all` for any. */
  readonly listens: 'all' | readonly number[]
  readonly listensAfterMs: number
  /** What it answers to a GET so long after its start; 200 when it is not said. */
  readonly answers?: (upMs: number) => number
  /** The image's own health check. */
  readonly health?: { readonly afterMs: number; readonly result: 'healthy' | 'unhealthy' }
  /** What its commands answer; a small busybox when it is not said. */
  readonly inside?: (call: InsideCall) => InsideAnswer | Promise<InsideAnswer>
  /** Needs SIGKILL. */
  readonly ignoresTerm?: boolean
}

export const GOOD_PROGRAM: Program = { output: ['ready'], listens: 'all', listensAfterMs: 40 }
export const EXITING_PROGRAM: Program = { output: ['boot', 'fatal: no config'], listens: [], listensAfterMs: 0, exitsAfterMs: 200, exitCode: 3 }
export const DEAF_PROGRAM: Program = { output: ['waiting for nothing'], listens: [], listensAfterMs: 0 }
export const SICK_PROGRAM: Program = { output: ['sick'], listens: 'all', listensAfterMs: 0, health: { afterMs: 500, result: 'unhealthy' } }
export const CHECKED_PROGRAM: Program = { output: ['checked'], listens: 'all', listensAfterMs: 0, health: { afterMs: 300, result: 'healthy' } }

/** What comes of a check by command: it fails when its program is not in the image. */
export function checkFor({ command, intervalMs, timeoutMs, retries }: HealthCheckSpec): NonNullable<Program['health']> {
  return command[0] === '/nowhere' ? { afterMs: retries * (intervalMs + timeoutMs), result: 'unhealthy' } : { afterMs: intervalMs, result: 'healthy' }
}

/** What a container runs: the words of its command where the fake knows them, else the program of its image. */
export function programFor(command: readonly string[] | undefined, image: Program): Program {
  const [word, seconds = '0'] = command ?? []
  if (word === 'true') return { output: ['done'], listens: [], listensAfterMs: 0, exitsAfterMs: 50, exitCode: 0 }
  if (word === 'false') return { output: ['begun', 'fatal: it went wrong'], listens: [], listensAfterMs: 0, exitsAfterMs: 50, exitCode: 1 }
  if (word === 'sleep') return { output: ['asleep'], listens: [], listensAfterMs: 0, exitsAfterMs: Number(seconds) * 1_000, exitCode: 0 }
  return image
}
