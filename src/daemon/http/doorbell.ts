/**
 * Turns any number of rings into few calls, without losing the last one: the first ring calls at once, later ones call once at
 * the end of a window. The window is short while rings are rare and long while they pour in, so that people who push often wait
 * for nothing and a flood costs a handful of passes.
 */

export interface Doorbell {
  ring(): void
  stop(): void
}

const CALM_MS = 500
const FLOOD_MS = 10_000
/** More rings than this in one window are not people. */
const FLOOD_RINGS = 5

export function createDoorbell(call: () => void): Doorbell {
  let timer: NodeJS.Timeout | undefined
  let rings = 0
  const open = (ms: number): void => {
    rings = 0
    timer = setTimeout(close, ms)
  }
  const close = (): void => {
    timer = undefined
    if (rings === 0) return
    const ms = rings > FLOOD_RINGS ? FLOOD_MS : CALM_MS
    call()
    open(ms)
  }
  return {
    ring() {
      rings += 1
      if (timer !== undefined) return
      call()
      open(CALM_MS)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}
