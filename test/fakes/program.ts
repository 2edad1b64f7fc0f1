/** What the program in a fake image does once it is started. */

export interface Program {
  readonly output: readonly string[]
  /** Ends by itself so long after its start. */
  readonly exitsAfterMs?: number
  readonly exitCode?: number
  /** Ports that accept connections; `all` for any. */
  readonly listens: 'all' | readonly number[]
  readonly listensAfterMs: number
  /** The image's own health check. */
  readonly health?: { readonly afterMs: number; readonly result: 'healthy' | 'unhealthy' }
  /** Needs SIGKILL. */
  readonly ignoresTerm?: boolean
}

export const GOOD_PROGRAM: Program = { output: ['ready'], listens: 'all', listensAfterMs: 40 }
export const EXITING_PROGRAM: Program = { output: ['boot', 'fatal: no config'], listens: [], listensAfterMs: 0, exitsAfterMs: 200, exitCode: 3 }
export const DEAF_PROGRAM: Program = { output: ['waiting for nothing'], listens: [], listensAfterMs: 0 }
export const SICK_PROGRAM: Program = { output: ['sick'], listens: 'all', listensAfterMs: 0, health: { afterMs: 500, result: 'unhealthy' } }
export const CHECKED_PROGRAM: Program = { output: ['checked'], listens: 'all', listensAfterMs: 0, health: { afterMs: 300, result: 'healthy' } }
