/** `mistctl secret rekey`: who can open the values. Whoever could before knows them still: their rotation is another matter, and is said. */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'
import { openable } from './openable.js'

export async function rekeySecrets(context: PlainContext): Promise<ExitCode> {
  const { say, globals, options } = context
  const work = await openable(context)
  if (!work.ok) return say.refuse(work.error)
  const { files, file, identities, checkout: { secrets } } = work.value
  const view = files.view(file)
  if (!view.ok) return say.refuse(refusedBy(view.error))
  const recipients = changed(view.value.recipients, { add: textOf(options['add']), remove: textOf(options['remove']) })
  if (!recipients.ok) return say.refuse(recipients.error)
  const after = await files.rekey(file, { identities, recipients: recipients.value })
  const written = after.ok ? await files.replace(secrets.path, { before: file.text, after: after.value }) : after
  if (!written.ok) return say.refuse(refusedBy(written.error))
  if (globals.output !== 'table') say.document({ file: secrets.path, recipients: recipients.value, names: view.value.names })
  else say.answer([`encrypted ${String(view.value.names.length)} value${view.value.names.length === 1 ? '' : 's'} of ${secrets.shown} anew, for:`, ...recipients.value.map((one) => `  ${one}`)].join('\n'))
  if (options['remove'] !== undefined) say.note('Who was removed can still open the values of earlier commits: change the values themselves too.')
  return EXIT.done
}

function changed(recipients: readonly string[], { add, remove }: { readonly add: string | undefined; readonly remove: string | undefined }): Result<readonly string[], Refusal> {
  if (add !== undefined && recipients.includes(add)) return err(usage('this recipient is in the file already'))
  if (remove !== undefined && !recipients.includes(remove)) return err(usage('this recipient is not in the file', `It has: ${recipients.join(', ')}`))
  const next = [...recipients.filter((one) => one !== remove), ...(add === undefined ? [] : [add])]
  return next.length === 0 ? err(usage('nobody could open the values any more', 'Add another recipient first.')) : ok(next)
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
