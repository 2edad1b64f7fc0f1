/**
 * The name of a secret → its text and the mark that stands for it in digests: the one way for env, files, builds and the edge alike.
 * What cannot be had leaves its app unresolved before anybody asks here.
 */
import { secretNames } from '../manifest/secret-needs.js'
import type { ManifestApp, ManifestProject } from '../manifest/manifest.js'
import type { Failure } from '../model/failure.js'
import { failure, failureLine } from '../model/failure.js'
import type { AppKey } from '../model/resource.js'
import type { SecretsFound } from '../model/secret.js'

export interface Text {
  readonly text: string
  /** Present when the text is shown nowhere. */
  readonly mark?: string
}

export function secretText(name: string, secrets: SecretsFound): Required<Text> {
  const found = Object.hasOwn(secrets, name) ? secrets[name] : undefined
  if (!found?.ok) throw new Error(`the secret ${name} cannot be had: its app should have been left unresolved`)
  return { text: found.value.value, mark: found.value.mark }
}

/** Why this app cannot be made: the secrets that it needs and that are not there. Undefined when it has them all. */
export function missingSecrets(key: AppKey, app: ManifestApp, { project, secrets }: { readonly project: ManifestProject; readonly secrets: SecretsFound }): Failure | undefined {
  const missing = secretNames(app, project).flatMap((name) => {
    const found = Object.hasOwn(secrets, name) ? secrets[name] : undefined
    return found?.ok ? [] : [found?.error ?? unasked(name)]
  })
  const [first] = missing
  if (first === undefined) return undefined
  const help = first.help ?? 'What runs stays as it is until the secret can be had.'
  return failure(first.code, { subject: `cannot give ${key} its secrets`, cause: missing.map(failureLine).join('; '), help })
}

function unasked(name: string): Failure {
  return failure('secret-missing', { subject: `cannot find the secret ${name}`, cause: 'nobody looked for it' })
}
