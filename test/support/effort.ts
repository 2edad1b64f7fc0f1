/**
 * How much of a long search a test does: all of it, unless the gate, which must end within a minute, asks for a first share.
 * `npm test` and a run by hand do all; `npm run check` sets the variable.
 */
const QUICK_SHARE = 1 / 8

export function effort(full: number): number {
  return process.env['MIST_TEST_EFFORT'] === 'quick' ? Math.ceil(full * QUICK_SHARE) : full
}
