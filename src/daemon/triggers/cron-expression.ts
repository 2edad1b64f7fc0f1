/**
 * An interval as a cron expression. Cron can only say what divides a minute, an hour or a day evenly, so an interval that does
 * not is shortened to the next one that does: looking a little more often is right, looking less often is not.
 */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const DIVISORS_OF_60 = [30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1]
const DIVISORS_OF_24 = [12, 8, 6, 4, 3, 2, 1]

/** Six fields, seconds first. */
export function cronExpression(intervalMs: number): string {
  if (intervalMs >= 24 * HOUR) return '0 0 0 * * *'
  if (intervalMs >= HOUR) return `0 0 */${String(largest(DIVISORS_OF_24, intervalMs / HOUR))} * * *`
  if (intervalMs >= MINUTE) return `0 */${String(largest(DIVISORS_OF_60, intervalMs / MINUTE))} * * * *`
  return `*/${String(largest(DIVISORS_OF_60, intervalMs / SECOND))} * * * * *`
}

function largest(divisors: readonly number[], most: number): number {
  return divisors.find((divisor) => divisor <= most) ?? 1
}
