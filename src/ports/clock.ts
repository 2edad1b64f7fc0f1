/** Time and chance: part of the list in ports.ts. */

export interface Clock {
  /** Wall time, for display only. */
  nowIso(): string
  /** For deadlines and durations. */
  monotonicMs(): number
  /** Ends early, without an error, when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** 0 ≤ x < 1, for jitter only. */
  random(): number
}
