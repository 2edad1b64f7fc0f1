/** `mistctl secret set`: one value, from stdin or asked for without showing it, never from an argument. */
import { didYouMean } from '../../manifest/suggest.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretFilePort, SecretText } from '../../ports.js'
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'
import type { Checkout } from './checkout.js'
import { needCheckout } from './checkout.js'
import { identityPath } from './identity.js'
import { needsOf } from './needs.js'

const MAX_INPUT_BYTES = 70_000

export async function setSecret(context: PlainContext): Promise<ExitCode> {
  const { second: name, say, io, open, signal } = context
  if (name === undefined) return say.refuse(usage('secret set needs a name', 'For example: mistctl secret set STRIPE_KEY'))
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name)) return say.refuse(usage('this is no name of a secret', 'At most 100 letters, digits and underscores, beginning with a letter; the value is asked for and never an argument.'))
  const checkout = await needCheckout(context)
  if (!checkout.ok) return say.refuse(checkout.error)
  const files = (await open.secrets()).createSecretFiles(io.env)
  const base = await baseText(context, { checkout: checkout.value, files })
  if (!base.ok) return say.refuse(base.error)
  const value = await readValue(context, name)
  if (!value.ok) return signal.aborted ? EXIT.interrupted : say.refuse(value.error)
  const after = await files.set({ path: checkout.value.secrets.shown, text: base.value }, { name, value: value.value })
  if (!after.ok) return say.refuse(refusedBy(after.error))
  const written = await files.replace(checkout.value.secrets.path, { before: checkout.value.secrets.text, after: after.value })
  if (!written.ok) return say.refuse(refusedBy(written.error))
  return report(context, { name, checkout: checkout.value, recipients: recipientsIn(files, { path: checkout.value.secrets.shown, text: after.value }) })
}

interface SetWork {
  readonly checkout: Checkout
  readonly files: SecretFilePort
}

/** A new file needs somebody who can open it. */
async function baseText(context: PlainContext, { checkout: { secrets }, files }: SetWork): Promise<Result<string, Refusal>> {
  if (secrets.text !== undefined) return context.options['add'] === undefined ? ok(secrets.text) : err(usage('--add is for a new file', `${secrets.shown} is there: mistctl secret rekey --add <recipient>`))
  const recipients = await firstRecipients(context, files)
  if (!recipients.ok) return recipients
  const made = await files.create(recipients.value)
  return made.ok ? made : err(refusedBy(made.error))
}

async function firstRecipients(context: PlainContext, files: SecretFilePort): Promise<Result<readonly string[], Refusal>> {
  const added = context.options['add']
  if (typeof added === 'string') return ok([added])
  const path = await identityPath(context)
  if (path === undefined) return err(usage('nobody could open the new file', 'Name a recipient with --add, or make an identity with: mistctl secret keygen'))
  const own = await files.readIdentity(path)
  return own.ok ? ok(own.value.recipients) : err(refusedBy(own.error))
}

async function readValue({ io, globals, signal }: PlainContext, name: string): Promise<Result<string, Refusal>> {
  if (!io.stdin.isTTY) {
    const text = await io.stdin.readAll(MAX_INPUT_BYTES)
    return ok(text.replace(/\r?\n$/, ''))
  }
  if (globals.input === 'never') return err(usage('no value was given', `Pipe it: mistctl secret set ${name} < file`))
  const typed = await io.stdin.askHidden(`Value of ${name} (not shown; several lines by a pipe): `, signal)
  return typed === undefined || typed === '' ? err(usage('no value was given', 'Nothing was written.')) : ok(typed)
}

function recipientsIn(files: SecretFilePort, file: SecretText): readonly string[] {
  const view = files.view(file)
  return view.ok ? view.value.recipients : []
}

async function report(context: PlainContext, { name, checkout, recipients }: { readonly name: string; readonly checkout: Checkout; readonly recipients: readonly string[] }): Promise<ExitCode> {
  const { say, globals } = context
  const { secrets, manifest } = checkout
  if (globals.output !== 'table') say.document({ set: name, file: secrets.path, recipients })
  else say.answer(`set  ${name} in ${secrets.shown}, for ${String(recipients.length)} recipient${recipients.length === 1 ? '' : 's'}`)
  if (secrets.text === undefined) say.note(`${secrets.shown} is new. Whoever has the identity of one of these can open it:\n${recipients.map((one) => `  ${one}`).join('\n')}`)
  if (secrets.origin === 'default') say.note(`Add this line to ${manifest.path}:\n  secrets: ${secrets.name}`)
  const needs = await needsOf(context, checkout)
  if (needs.ok && !needs.value.has(name)) say.note(unusedText(name, [...needs.value.keys()]))
  return EXIT.done
}

/** Often the value comes first and the manifest later; a slip of the pen looks the same. */
function unusedText(name: string, names: readonly string[]): string {
  const near = didYouMean(name, names)
  return `No app names ${name} yet.${near === undefined ? '' : ` Did you mean ${near}?`}`
}
