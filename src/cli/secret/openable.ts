/** A file of secrets together with the identities that open it: what edit and rekey begin with. */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretFilePort, SecretText } from '../../ports.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'
import type { Checkout } from './checkout.js'
import { needCheckout } from './checkout.js'
import { identityPath } from './identity.js'

export interface Openable {
  readonly checkout: Checkout
  readonly files: SecretFilePort
  readonly file: SecretText
  readonly identities: readonly string[]
}

export async function openable(context: PlainContext): Promise<Result<Openable, Refusal>> {
  const checkout = await needCheckout(context)
  if (!checkout.ok) return checkout
  const { text, shown } = checkout.value.secrets
  if (text === undefined) return err(usage(`there is no ${shown}`, 'Begin one with: mistctl secret set NAME'))
  const path = await identityPath(context)
  if (path === undefined) return err(usage('there is no identity that could open the values', 'Name one with --identity, or make one with `mistctl secret keygen` and have somebody add it.'))
  const files = (await context.open.secrets()).createSecretFiles(context.io.env)
  const own = await files.readIdentity(path)
  return own.ok ? ok({ checkout: checkout.value, files, file: { path: shown, text }, identities: own.value.identities }) : err(refusedBy(own.error))
}
