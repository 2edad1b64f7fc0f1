/** What `diff`, `render`, `prune` and `apply` have to say about a look before they show what they are for. */
import type { Look } from '../engine/look.js'
import { hasErrors } from '../manifest/diagnostic.js'
import { failureLine } from '../model/failure.js'
import { diagnosticText } from '../render/diagnostic-text.js'
import type { CommandContext } from './command.js'
import type { Refusal } from './refusal.js'
import { refusedBy } from './refusal.js'

/** Why a look cannot be used; its warnings are said on the way. */
export function explainLook({ say }: Pick<CommandContext, 'say'>, seen: Look): Refusal | undefined {
  if (seen.trouble && seen.trouble.failure.code !== 'aborted') say.warn(`${say.errorPaint.yellow('warning:')} ${failureLine(seen.trouble.failure)}; this is the newest copy that is here`)
  if (seen.failure && hasErrors(seen.diagnostics)) return { kind: 'diagnostics', diagnostics: seen.diagnostics }
  say.note(diagnosticText(seen.diagnostics, say.errorPaint))
  return seen.failure && refusedBy(seen.failure)
}

/** The apps that a selector may name: those of git, and those that are still on the host. */
export function knownApps({ desired, observed }: Look): readonly string[] {
  return [...(desired?.apps ?? []), ...(desired?.unresolved ?? [])].map(({ key }) => key as string).concat(observed?.containers.map(({ app }) => app) ?? [])
}

/** The same words again with another verb, for "Next:" lines. */
export function nextCommand({ globals, argument }: { readonly globals: CommandContext['globals']; readonly argument?: string }, verb: string): string {
  const { config, file } = globals
  const flags = [...(config === undefined ? [] : ['--config', config]), ...(file === undefined ? [] : ['--file', file])]
  return ['mistctl', verb, ...(argument === undefined ? [] : [argument]), ...flags].map(quoted).join(' ')
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
