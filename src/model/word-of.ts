/** What was thrown, as text. Libraries throw what they like; a failure needs words. */

export function wordOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** With the place that it comes from: for bugs, which somebody has to find. */
export function traceOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}
