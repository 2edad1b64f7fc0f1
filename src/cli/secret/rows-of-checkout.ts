/** The rows of a checkout: names of its manifest and of its file, looked up with what this machine has. */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretsSettings } from '../../model/settings.js'
import type { SecretsQuery } from '../../ports.js'
import type { SecretRow } from '../../render/secrets-text.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'
import type { Checkout } from './checkout.js'
import { identityPath } from './identity.js'
import { needsOf } from './needs.js'
import { rowOf } from './rows.js'

export async function rowsOfCheckout(context: PlainContext, checkout: Checkout): Promise<Result<readonly SecretRow[], Refusal>> {
  const identity = await identityPath(context)
  if (identity !== undefined && (await context.host.facts(identity)) === undefined) return err(usage(`cannot read the identity ${identity}: there is no such file`, 'It is named by --identity, or by secrets.identityFile in mistd.yaml.'))
  const needs = await needsOf(context, checkout)
  if (!needs.ok) return needs
  const kept = await namesInFile(context, checkout)
  if (!kept.ok) return kept
  const names = [...new Set([...needs.value.keys(), ...kept.value])].toSorted()
  const { answers, canOpen } = await lookUp(context, checkout, names)
  const sealed = new Set(canOpen ? [] : kept.value)
  return ok(names.map((name) => rowOf({ ...(needs.value.get(name) ?? { name, apps: [] }), answer: answers.get(name), ...(sealed.has(name) && { sealedIn: checkout.secrets.shown }) })))
}

/** What a file of SOPS holds is its own business until it is opened. */
async function namesInFile({ io, open }: PlainContext, { secrets: { text, name, shown } }: Checkout): Promise<Result<readonly string[], Refusal>> {
  if (text === undefined || name.includes('.sops.')) return ok([])
  const view = (await open.secrets()).createSecretFiles(io.env).view({ path: shown, text })
  return view.ok ? ok(view.value.names) : err(refusedBy(view.error))
}

async function lookUp(context: PlainContext, { secrets }: Checkout, names: readonly string[]) {
  const { io, open, signal } = context
  const settings = await placesOf(context)
  const { createSecrets } = await open.secrets()
  const answers = await createSecrets({ settings, env: io.env }).find({ names, ...fileOf(secrets) }, signal)
  return { answers, canOpen: settings.identityFile !== undefined }
}

function fileOf({ text, shown, origin }: Checkout['secrets']): Pick<SecretsQuery, 'file'> {
  if (text !== undefined) return { file: { path: shown, text: ok(text) } }
  if (origin === 'default') return {}
  return { file: { path: shown, text: err(failure('secret-missing', { subject: `cannot read ${shown}`, cause: 'mist.yaml names it, and it is not there', help: 'Begin it with: mistctl secret set NAME' })) } }
}

/** Those of the host, when there are settings; and the identity that this person has. */
async function placesOf(context: PlainContext): Promise<SecretsSettings> {
  const settings = await context.open.settings()
  const identityFile = await identityPath(context)
  const { identityFile: _, ...places } = settings.ok ? settings.value.secrets : {}
  return { ...places, ...(identityFile !== undefined && { identityFile }) }
}
