/**
 * When a change may be made in the watched directory. For every single one Traefik reads all files and sets itself up anew; where changes
 * come thick, as when many apps start, that takes the processor from those that start. So a few go at once, and more go together.
 */

export interface Pace {
  /** Resolves when the change may be made, at the latest after a second. */
  turn(): Promise<void>
}

/** Its own by default: tests have another one. */
export interface PaceClock {
  nowMs(): number
  after(ms: number, call: () => void): void
}

/** So many within a second are no crowd: a release or two, each with a trial. */
const FEW = 4
const CROWD_MS = 1_000
/** Nobody waits longer, and nobody waits for others that do not come. */
const LONGEST_WAIT_MS = 1_000
const QUIET_MS = 250

export function createPace(clock: PaceClock = SYSTEM): Pace {
  let recent: readonly number[] = []
  let waiting: (() => void)[] = []
  let sinceMs = 0
  let lastMs = 0

  const go = (): void => {
    const together = waiting
    waiting = []
    recent = [...recent, ...together.map(() => clock.nowMs())].slice(-FEW)
    for (const next of together) next()
  }
  const look = (): void => {
    const dueMs = Math.min(sinceMs + LONGEST_WAIT_MS, lastMs + QUIET_MS)
    if (clock.nowMs() >= dueMs) go()
    else clock.after(dueMs - clock.nowMs(), look)
  }
  return {
    turn: () => new Promise((resolve) => {
      lastMs = clock.nowMs()
      recent = recent.filter((at) => at > lastMs - CROWD_MS)
      waiting.push(resolve)
      if (waiting.length > 1) return
      sinceMs = lastMs
      if (recent.length < FEW) go()
      else look()
    }),
  }
}

const SYSTEM: PaceClock = { nowMs: () => performance.now(), after: (ms, call) => { setTimeout(call, Math.ceil(ms)) } }
