/** An age file with the identities of this host: the answer for each name alone, so that one damaged value is the trouble of one. */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err } from '../../model/result.js'
import { DAMAGED_HELP, NAME_COLUMN, parseAgeText, placeIn } from './age-text.js'
import type { AgeOpener } from './age-values.js'
import type { IdentityFault } from './identities.js'

export interface AgeTools {
  readonly identities: Result<readonly string[], IdentityFault>
  readonly opener: (identities: readonly string[]) => AgeOpener
}

/** What a file has under a name; undefined when it does not have it. */
export type FileAnswers = (name: string) => Promise<Result<string> | undefined>

interface AgeSource {
  readonly path: string
  readonly text: string
}

export function openAgeFile({ path, text }: AgeSource, { identities, opener }: AgeTools): FileAnswers {
  const parsed = parseAgeText(text)
  if (!parsed.ok) return (name) => Promise.resolve(err(undecryptable(name, `${placeIn(path, parsed.error.line)} cannot be read: ${parsed.error.cause}`, DAMAGED_HELP)))
  const open = identities.ok ? opener(identities.value).open : (): Promise<Result<string, string>> => Promise.resolve(err(''))
  return async (name) => {
    const own = parsed.value.entries.filter((one) => one.name === name)
    const [entry] = own
    if (!entry) return undefined
    if (own.length > 1) return err(undecryptable(name, `it stands twice, at ${own.map(({ line }) => placeIn(path, line + 1, NAME_COLUMN)).join(' and ')}`, 'Remove one of the two lines.'))
    if (!identities.ok) return err(undecryptable(name, `it is in ${path}, and ${identities.error.cause}`, identities.error.help))
    const opened = await open(entry)
    return opened.ok ? opened : err(undecryptable(name, `at ${placeIn(path, entry.line + 1, NAME_COLUMN)} ${opened.error}`, HELP[opened.error] ?? `Set it anew with: mistctl secret set ${name}`))
  }
}

const HELP: Readonly<Record<string, string>> = {
  'it is encrypted for other recipients': 'Whoever can open the file adds this host with: mistctl secret rekey --add <recipient>',
}

function undecryptable(name: string, cause: string, help: string): Failure {
  return failure('secret-undecryptable', { subject: `cannot read the secret ${name}`, cause, help })
}
