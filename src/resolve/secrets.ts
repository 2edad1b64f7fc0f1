/**
 * The name of a secret → its text and the mark that stands for it in digests: the one way for env, files, builds and the edge alike.
 * What cannot be had leaves its app unresolved before anybody asks here.
 */
import { secretNames } from '../manifest/secret-needs.js'
import type { ManifestApp, ManifestDomain, ManifestProject } from '../manifest/manifest.js'
import { basicAuthUser } from '../model/edge.js'
import { faultOfPair } from '../model/key-pair.js'
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

/** Why this app cannot be made: the secrets that it needs and that are not there, or are no use. Undefined when all is well. */
export function secretTrouble(key: AppKey, app: ManifestApp, { project, secrets }: { readonly project: ManifestProject; readonly secrets: SecretsFound }): Failure | undefined {
  const missing = secretNames(app, project).flatMap((name) => {
    const found = Object.hasOwn(secrets, name) ? secrets[name] : undefined
    return found?.ok ? [] : [found?.error ?? unasked(name)]
  })
  const [first] = missing
  if (first === undefined) return badUsers(key, app, secrets) ?? badPair(key, app, secrets) ?? badPassword(key, app, secrets)
  const help = first.help ?? 'What runs stays as it is until the secret can be had.'
  return failure(first.code, { subject: `cannot give ${key} its secrets`, cause: missing.map(failureLine).join('; '), help })
}

function unasked(name: string): Failure {
  return failure('secret-missing', { subject: `cannot find the secret ${name}`, cause: 'nobody looked for it' })
}

/** The domains of an app with the users that a secret holds, in place of its name. */
export function withUsers(app: ManifestApp, secrets: SecretsFound): ManifestApp {
  if (app.domains.every(({ basicAuthSecret }) => basicAuthSecret === undefined)) return app
  return { ...app, domains: app.domains.map((domain) => withUsersOf(domain, secrets)) }
}

function withUsersOf({ basicAuthSecret, ...domain }: ManifestDomain, secrets: SecretsFound): ManifestDomain {
  return basicAuthSecret === undefined ? domain : { ...domain, basicAuth: usersIn(secretText(basicAuthSecret, secrets).text).map(({ text }) => text) }
}

/** As in a file of htpasswd: one to a line, and remarks. */
function usersIn(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text.split('\n').map((line, at) => ({ text: line.trim(), line: at + 1 })).filter((one) => one.text !== '' && !one.text.startsWith('#'))
}

const MAX_USERS = 100

/** Held to what is asked of lines in the manifest: the proxy must never get a file that it would refuse. */
function badUsers(key: AppKey, app: ManifestApp, secrets: SecretsFound): Failure | undefined {
  for (const { basicAuthSecret: name, host } of app.domains) {
    const cause = name === undefined ? undefined : faultOfUsers(secretText(name, secrets).text)
    if (cause !== undefined) return failure('secret-invalid', { subject: `cannot use the secret ${name ?? ''} as the users of ${host}`, cause, help: `Make the lines with \`htpasswd -nB name\`, and set them for ${key} with: mistctl secret set ${name ?? ''}` })
  }
  return undefined
}

/** Whether it has ended already is no question of the file: who serves it knows the time. */
function badPair(key: AppKey, app: ManifestApp, secrets: SecretsFound): Failure | undefined {
  for (const { pair, host } of app.domains) {
    const texts = pair && { cert: secretText(pair.cert, secrets).text, key: secretText(pair.key, secrets).text }
    const cause = texts && faultOfPair(texts, host)
    if (pair && cause) return failure('secret-invalid', { subject: `cannot use the secrets ${pair.cert} and ${pair.key} as the certificate of ${host}`, cause, help: `What is served of ${key} stays. Set both anew, with: mistctl secret set ${pair.cert}` })
  }
  return undefined
}

/** It stands in statements and files of servers: no quote, backslash or space, so that nothing ever has to be escaped. */
const PASSWORD = /^[A-Za-z0-9._~!@#%^&*()+=,:;<>?{}[\]|/$-]{8,128}$/

function badPassword(key: AppKey, { database }: ManifestApp, secrets: SecretsFound): Failure | undefined {
  if (database?.password.kind !== 'secret') return undefined
  const { name } = database.password
  if (PASSWORD.test(secretText(name, secrets).text)) return undefined
  return failure('secret-invalid', { subject: `cannot use the secret ${name} as the password of ${key}`, cause: 'a password has 8 to 128 letters, digits and signs, without quotes, backslashes and spaces', help: `The database stays as it is. Set another one with: mistctl secret set ${name}` })
}

function faultOfUsers(text: string): string | undefined {
  const users = usersIn(text)
  if (users.length === 0 || users.length > MAX_USERS) return users.length === 0 ? 'it holds no line' : `it holds more than ${String(MAX_USERS)} lines`
  const seen = new Set<string>()
  for (const { text: written, line } of users) {
    const user = basicAuthUser(written)
    if (user === undefined) return `its line ${String(line)} is not a name, a colon and a bcrypt hash with a cost from 4 to 14`
    if (seen.size === seen.add(user).size) return `its line ${String(line)} names a user for the second time`
  }
  return undefined
}
