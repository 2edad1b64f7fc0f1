/** `mistctl secret ls`: which secrets there are, from where, who uses them, and whether they can be had here. Never a value. */
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import type { SecretRow } from '../../render/secrets-text.js'
import { secretsText } from '../../render/secrets-text.js'
import { findCheckout } from './checkout.js'
import { rowsOfCheckout } from './rows-of-checkout.js'
import { rowsOfHost } from './rows-of-host.js'

export async function listSecrets(context: PlainContext): Promise<ExitCode> {
  const { say, globals } = context
  const checkout = await findCheckout(context)
  if (!checkout.ok) return say.refuse(checkout.error)
  const rows = checkout.value ? await rowsOfCheckout(context, checkout.value) : await rowsOfHost(context)
  if (!rows.ok) return say.refuse(rows.error)
  if (globals.output !== 'table') say.document({ secrets: rows.value })
  else say.answer(secretsText(rows.value, say.paint))
  if (rows.value.length === 0) say.note('No secret is named and none is kept.')
  if (rows.value.some(({ state }) => state === 'encrypted')) say.note('There is no identity here: whether encrypted values can be opened was not tried.')
  return rows.value.some(isLacking) ? EXIT.no : EXIT.done
}

function isLacking({ state, apps, storages = [] }: SecretRow): boolean {
  return apps.length + storages.length > 0 && (state === 'missing' || state === 'unusable')
}
