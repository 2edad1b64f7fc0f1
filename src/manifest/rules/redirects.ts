/** Redirects must lead somewhere and not around in a circle. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { DomainEntry, RuleContext } from './context.js'
import { barePath } from './context.js'

/** Browsers give up on these after some twenty rounds; nobody sees why. */
export function* redirectLoops({ domains }: RuleContext): Iterable<Finding> {
  const byHost = groupByHost(domains)
  for (const domain of domains) {
    if (domain.redirect === undefined) continue
    const way = loopFrom(domain, byHost)
    if (way === undefined) continue
    const message = way.length === 1 ? `${domain.host} redirects to itself` : `this redirect never ends: ${[domain.host, ...way].join(' → ')}`
    yield fault({ rule: 'redirect-loop', message, help: 'let the last of them be served by an app', path: [...domain.at, 'redirect'] })
  }
}

/** May be right, when somebody else serves the target; then it is worth a look all the same. */
export function* redirectTargets({ domains }: RuleContext): Iterable<Finding> {
  const byHost = groupByHost(domains)
  for (const { redirect, at } of domains) {
    if (redirect === undefined || byHost.has(redirect)) continue
    yield hint({ rule: 'redirect-target', message: `no app here serves ${redirect}`, help: 'add it to the domains of an app, unless another host serves it', path: [...at, 'redirect'] })
  }
}

/** The hosts on the way back to where it began, or nothing when some app answers. */
function loopFrom(start: DomainEntry, byHost: ReadonlyMap<string, readonly DomainEntry[]>): readonly string[] | undefined {
  const seen = new Set<DomainEntry>()
  const hosts: string[] = []
  let current: DomainEntry | undefined = start
  while (current?.redirect !== undefined) {
    if (seen.has(current)) return current === start ? hosts : undefined
    seen.add(current)
    hosts.push(current.redirect)
    current = answering(byHost.get(current.redirect) ?? [], start.path)
  }
  return undefined
}

/** The proxy prefers the longest prefix. */
function answering(entries: readonly DomainEntry[], path: string): DomainEntry | undefined {
  const matching = entries.filter((entry) => path.startsWith(barePath(entry.path)))
  return matching.toSorted((a, b) => b.path.length - a.path.length)[0]
}

function groupByHost(domains: readonly DomainEntry[]): ReadonlyMap<string, readonly DomainEntry[]> {
  const groups = new Map<string, DomainEntry[]>()
  for (const domain of domains) {
    const group = groups.get(domain.host)
    if (group === undefined) groups.set(domain.host, [domain])
    else group.push(domain)
  }
  return groups
}
