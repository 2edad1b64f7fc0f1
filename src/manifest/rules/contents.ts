/** What is declared inside of a database: names that are given once, and owners of what is there. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { ManifestDatabase } from '../manifest.js'
import { didYouMean } from '../suggest.js'
import type { Path } from '../tree.js'
import type { RuleContext } from './context.js'

export function* contentsOfDatabase({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app: { name, database }, path } of apps) {
    if (!database) continue
    const at = [...path, 'with']
    yield* userFaults(name, database, [...at, 'users'])
    yield* databaseFaults(name, database, [...at, 'databases'])
    if (database.password.kind === 'secret' && isWritten([...at, 'passwordVersion'])) {
      yield fault({ rule: 'password-twice', message: `the password of ${name} comes from a secret, which has no version`, help: 'remove `passwordVersion`: another value of the secret is another password', path: [...at, 'passwordVersion'], on: 'key' })
    }
  }
}

function* userFaults(app: string, { settings, contents, template }: ManifestDatabase, path: Path): Iterable<Finding> {
  const taken = new Set([settings['user'] ?? '', adminOf(template)])
  const known = [settings['database'] ?? '', ...contents.databases]
  for (const [index, { name, owns }] of contents.users.entries()) {
    if (taken.has(name)) yield fault({ rule: 'user-twice', message: `${app} has a user ${name} already`, help: 'choose another name', path: [...path, index] })
    taken.add(name)
    if (owns === undefined || known.includes(owns)) continue
    const near = didYouMean(owns, known)
    yield fault({ rule: 'unknown-database', message: `${app} has no database ${owns}`, help: near === undefined ? 'add it to `databases`' : `did you mean "${near}"?`, path: [...path, index, 'owns'] })
  }
}

/** Empty where it is the user of the settings. */
function adminOf({ contents }: ManifestDatabase['template']): string {
  return contents?.admin.user.kind === 'text' ? contents.admin.user.text : ''
}

function* databaseFaults(app: string, { settings, contents }: ManifestDatabase, path: Path): Iterable<Finding> {
  for (const [index, name] of contents.databases.entries()) {
    if (name === settings['database']) yield fault({ rule: 'database-twice', message: `${app} has the database ${name} already`, help: 'remove it: it is made with the data', path: [...path, index] })
  }
}
