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
    yield* placeFaults(name, database, at)
    if (database.password.kind === 'secret' && isWritten([...at, 'passwordVersion'])) {
      yield fault({ rule: 'password-twice', message: `the password of ${name} comes from a secret, which has no version`, help: 'remove `passwordVersion`: another value of the secret is another password', path: [...at, 'passwordVersion'], on: 'key' })
    }
  }
}

function* userFaults(app: string, { settings, contents, template }: ManifestDatabase, path: Path): Iterable<Finding> {
  const taken = new Set([settings['user'] ?? '', adminOf(template)])
  const { noun, word, main } = placeOf(settings)
  const known = [main, ...contents[word]]
  for (const [index, { name, owns }] of contents.users.entries()) {
    if (taken.has(name)) yield fault({ rule: 'user-twice', message: `${app} has a user ${name} already`, help: 'choose another name', path: [...path, index] })
    taken.add(name)
    if (owns === undefined || known.includes(owns)) continue
    const near = didYouMean(owns, known)
    yield fault({ rule: 'unknown-database', message: `${app} has no ${noun} ${owns}`, help: near === undefined ? `add it to \`${word}\`` : `did you mean "${near}"?`, path: [...path, index, 'owns'] })
  }
}

/** Empty where it is the user of the settings. */
function adminOf({ contents }: ManifestDatabase['template']): string {
  return contents?.admin.user.kind === 'text' ? contents.admin.user.text : ''
}

function* placeFaults(app: string, { settings, contents }: ManifestDatabase, path: Path): Iterable<Finding> {
  const { noun, word, main } = placeOf(settings)
  for (const [index, name] of contents[word].entries()) {
    if (name === main) yield fault({ rule: 'database-twice', message: `${app} has the ${noun} ${name} already`, help: 'remove it: it is made with the data', path: [...path, word, index] })
  }
}

/** What its users work in, and the one that is made with the data. */
function placeOf(settings: ManifestDatabase['settings']): { readonly noun: string; readonly word: 'databases' | 'vhosts'; readonly main: string } {
  const { vhost } = settings
  return vhost === undefined ? { noun: 'database', word: 'databases', main: settings['database'] ?? '' } : { noun: 'virtual host', word: 'vhosts', main: vhost }
}
