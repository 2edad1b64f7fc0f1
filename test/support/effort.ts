/**
 * How much of a long search a test does: all of it, unless the gate, which must end within a minute, asks for a first share.
 * `npm test` and a run by hand do all; `npm run check` sets the variable.
 */
const QUICK_PART = 8

export function effort(full: number): number {
  return isQuick() ? Math.ceil(full / QUICK_PART) : full
}

/** As `effort`, of a list. `turn` is the number of the one who asks: eight of them in a row go through all of it together. */
export function effortOf<T>(all: readonly T[], turn: number): readonly T[] {
  return isQuick() ? all.filter((_, index) => index % QUICK_PART === turn % QUICK_PART) : all
}

function isQuick(): boolean {
  return process.env['MIST_TEST_EFFORT'] === 'quick'
}
