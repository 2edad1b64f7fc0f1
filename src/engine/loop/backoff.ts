/** How long to wait after a failure: 2 s, three times longer each time, 5 min at most. One rule for passes and for apps. */

const FIRST_MS = 2_000
const GROWTH = 3
const LONGEST_MS = 300_000

/** After the first failure `attempts` is 1; 0 and below mean no wait. */
export function backoffMs(attempts: number): number {
  return attempts < 1 ? 0 : Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (attempts - 1))
}
