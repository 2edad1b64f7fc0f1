/** The type of an app against its other keys. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { RuleContext } from './context.js'

/** A service may have a port, for references; it never has a route. */
export function* statedType({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (app.type !== 'service' || app.domains.length === 0) continue
    const related = [{ path: [...path, 'domains'], message: 'these domains', on: 'key' as const }]
    yield fault({ rule: 'type-mismatch', message: `${app.name} is said to be a service but has domains`, help: 'remove `type:` or the domains', path: [...path, 'type'], related })
  }
}

/** Without a port the proxy would not know where to send requests; guessing 80 would fail much later. */
export function* portOfWeb({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (app.type !== 'web' || app.port !== undefined) continue
    const telling = isWritten([...path, 'domains']) ? 'domains' : 'type'
    yield fault({ rule: 'port-missing', message: `${app.name} is a web app and has no port`, help: 'add `port:`, the port that it listens on inside its container', path: [...path, telling], on: 'key' })
  }
}
