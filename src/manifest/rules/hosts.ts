/** Every host and path belongs to one app of the host. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { DomainEntry, RuleContext } from './context.js'
import { barePath } from './context.js'

const MAX_LABEL = 63
const MAX_HOST = 253

/** Automatic hosts count: `a-b/c` and `a/b-c` would get the same one. */
export function* uniqueHosts({ domains }: RuleContext): Iterable<Finding> {
  const first = new Map<string, DomainEntry>()
  for (const domain of domains) {
    const place = `${domain.host}${barePath(domain.path)}`
    const known = first.get(place)
    if (known === undefined) first.set(place, domain)
    else yield duplicate(domain, known)
  }
}

/** A host label that is too long would never resolve, so the app could not be reached under its automatic name. */
export function* autoHosts({ domains }: RuleContext): Iterable<Finding> {
  for (const { host, origin, at, owner } of domains) {
    const label = host.slice(0, host.indexOf('.'))
    if (origin === 'written' || (label.length <= MAX_LABEL && host.length <= MAX_HOST)) continue
    const message = `the automatic host of ${owner.app.name} would be longer than host names may be: ${label}`
    yield fault({ rule: 'auto-host-too-long', message, help: 'give the app `domains:`', path: at, on: 'key' })
  }
}

function duplicate(domain: DomainEntry, known: DomainEntry): Finding {
  const place = `${domain.host}${domain.path === '/' ? '' : domain.path}`
  const automatic = domain.origin === 'automatic' || known.origin === 'automatic'
  return fault({
    rule: 'duplicate-host',
    message: `${place} ${domain.origin === 'automatic' ? 'is the automatic host of this app and' : ''} already belongs to ${known.owner.key}`.replace(/ {2,}/g, ' '),
    help: automatic ? 'give one of the two apps `domains:` of its own' : 'remove one of the two, or give one another `path`',
    path: hostPath(domain),
    ...onKey(domain),
    related: [{ path: hostPath(known), message: `first used by ${known.owner.key}`, ...onKey(known) }],
  })
}

/** An automatic host stands nowhere in the file, so the app itself is shown. */
export function hostPath(domain: DomainEntry) {
  return domain.origin === 'automatic' ? domain.at : [...domain.at, 'host']
}

export function onKey(domain: DomainEntry): { readonly on?: 'key' } {
  return domain.origin === 'automatic' ? { on: 'key' } : {}
}
