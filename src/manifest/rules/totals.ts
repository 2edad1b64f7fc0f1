/** How much one manifest may ask for altogether. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { MAX_APPS, MAX_CONTAINERS, MAX_DOMAINS, MAX_PROJECTS } from '../limits.js'
import type { RuleContext } from './context.js'
import { containersOf } from './limits.js'

export function* totals({ manifest, apps, domains }: RuleContext): Iterable<Finding> {
  const containers = apps.reduce((total, { app }) => total + containersOf(app), 0)
  const counts = [
    [manifest.projects.length, MAX_PROJECTS, 'projects'],
    [apps.length, MAX_APPS, 'apps'],
    [domains.length, MAX_DOMAINS, 'domains'],
    [containers, MAX_CONTAINERS, 'containers'],
  ] as const
  for (const [count, limit, noun] of counts) {
    if (count > limit) yield fault({ rule: 'too-many', message: `${String(count)} ${noun} are more than the ${String(limit)} that one instance takes`, help: 'divide them between hosts or instances', path: ['projects'], on: 'key' })
  }
}
