/** `mistctl secret edit`: all values in the person's editor, for a moment and in a private place. */
import type { EditedSecrets } from '../../ports.js'
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { refusedBy, usage } from '../refusal.js'
import type { Checkout } from './checkout.js'
import { usersText } from '../../render/secrets-text.js'
import type { Needs } from './needs.js'
import { needsOf } from './needs.js'
import { openable } from './openable.js'

export async function editSecrets(context: PlainContext): Promise<ExitCode> {
  const { say, io, globals, signal } = context
  if (!io.stdin.isTTY || globals.input === 'never') return say.refuse(usage('secret edit needs a terminal', 'In a script use: mistctl secret set NAME < file'))
  const work = await openable(context)
  if (!work.ok) return say.refuse(work.error)
  const { files, identities, checkout, file } = work.value
  const after = await files.edit(file, { identities, editor: io.env['VISUAL'] || io.env['EDITOR'] || 'vi' }, signal)
  if (!after.ok) return signal.aborted ? EXIT.interrupted : say.refuse(refusedBy(after.error))
  if (after.value.text === file.text) {
    say.note('Nothing was changed.')
    return EXIT.done
  }
  const written = await files.replace(checkout.secrets.path, { before: file.text, after: after.value.text })
  if (!written.ok) return say.refuse(refusedBy(written.error))
  say.answer(`wrote  ${checkout.secrets.shown}: ${changesText(after.value, await usersOf(context, checkout))}`)
  return EXIT.done
}

/** A manifest that is not valid yet is no reason to keep quiet about what was done. */
async function usersOf(context: PlainContext, checkout: Checkout): Promise<Needs> {
  const needs = await needsOf(context, checkout)
  return needs.ok ? needs.value : new Map()
}

/** The names, and who uses what is gone. */
function changesText({ added, changed, removed }: EditedSecrets, needs: Needs): string {
  const gone = removed.map((name) => {
    const need = needs.get(name)
    return need ? `${name} (used by ${usersText(need)})` : name
  })
  const parts = [['added', added], ['changed', changed], ['removed', gone]] as const
  return parts.flatMap(([verb, names]) => (names.length === 0 ? [] : [`${verb} ${names.join(', ')}`])).join(' · ')
}
