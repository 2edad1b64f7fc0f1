/** Which apps a pass brought to their end. What that means for history, rejections or images is decided by who asks. */
import type { AppKey } from '../../model/resource.js'
import type { ChangeOutcome } from '../../model/run.js'

/** Apps of which something was changed, and all of it was applied. */
export function appliedApps(outcomes: readonly ChangeOutcome[]): ReadonlySet<AppKey> {
  const open = new Set(outcomes.filter(({ result }) => result !== 'applied').map(({ app }) => app))
  return new Set(outcomes.flatMap(({ app }) => (app === undefined || open.has(app) ? [] : app)))
}
