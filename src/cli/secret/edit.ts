/** `mistctl secret edit`: all values in the person's editor, for a moment and in a private place. */
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { refusedBy, usage } from '../refusal.js'
import { openable } from './openable.js'

export async function editSecrets(context: PlainContext): Promise<ExitCode> {
  const { say, io, globals, signal } = context
  if (!io.stdin.isTTY || globals.input === 'never') return say.refuse(usage('secret edit needs a terminal', 'In a script use: mistctl secret set NAME < file'))
  const work = await openable(context)
  if (!work.ok) return say.refuse(work.error)
  const { files, identities, checkout: { secrets }, text } = work.value
  const after = await files.edit(text, { identities, editor: io.env['VISUAL'] || io.env['EDITOR'] || 'vi' }, signal)
  if (!after.ok) return signal.aborted ? EXIT.interrupted : say.refuse(refusedBy(after.error))
  if (after.value === text) {
    say.note('Nothing was changed.')
    return EXIT.done
  }
  const written = await files.replace(secrets.path, { before: text, after: after.value })
  if (!written.ok) return say.refuse(refusedBy(written.error))
  say.answer(`wrote  ${secrets.shown}`)
  return EXIT.done
}
