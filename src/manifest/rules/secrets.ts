/** Secrets as env: said once, in one of the two ways. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { RuleContext } from './context.js'

/** `secrets: [A]` is the short form of `env: { A: { secret: A } }`, so beside an `A` in env one of the two would be lost. */
export function* secretsOnce({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    for (const [index, name] of app.secrets.entries()) {
      const other = [...path, 'env', name]
      if (!isWritten(other)) continue
      yield fault({ rule: 'secret-conflict', message: `${name} stands in env and in secrets`, help: 'keep one of the two', path: [...path, 'secrets', index], related: [{ path: other, message: 'and here', on: 'key' }] })
    }
  }
}
