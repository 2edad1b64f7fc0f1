/**
 * Env of an app with its references filled in: `{from: db.url}` takes an output of another app of the project, and orders start-up;
 * `{secret: NAME}` takes a value that is shown nowhere.
 */
import { writtenEnv } from '../manifest/app-env.js'
import type { EnvValue, Manifest, ManifestApp, ManifestProject } from '../manifest/manifest.js'
import { sortedKeys } from '../model/compare.js'
import type { InstanceKey } from '../model/instance-key.js'
import type { AppKey } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import type { SecretsFound } from '../model/secret.js'
import { databaseEnv, databaseOutput } from './database.js'
import { DEFAULTS } from './defaults.js'
import { domainsOf, primaryDomain } from './routes.js'
import type { Text } from './secrets.js'
import { secretText } from './secrets.js'

export interface ResolvedEnv {
  readonly env: Readonly<Record<string, string>>
  /** The marks of the values that are shown nowhere. */
  readonly secretEnv: Readonly<Record<string, string>>
  readonly origin: Readonly<Record<string, EnvValue['kind']>>
  /** Names of the apps that the env speaks of. */
  readonly apps: readonly string[]
}

/** What every app of a project can refer to, looked up once per project. */
export interface ProjectScope {
  readonly project: ManifestProject
  readonly apps: ReadonlyMap<string, ManifestApp>
  readonly ingressDomain: string
  readonly key: InstanceKey
  readonly secrets: SecretsFound
}

/** What only the host knows. */
export type Vault = Pick<ProjectScope, 'key' | 'secrets'>

export function scopeOf(manifest: Manifest, project: ManifestProject, { key, secrets }: Vault): ProjectScope {
  const apps = new Map(project.apps.map((app) => [app.name, app]))
  return { project, apps, ingressDomain: manifest.ingressDomain ?? DEFAULTS.ingressDomain, key, secrets }
}

export function resolveEnv(app: ManifestApp, scope: ProjectScope): ResolvedEnv {
  const written = sortedKeys(writtenEnv(app, scope.project))
  const entries = Object.entries(written)
  const own = databaseEnv(app, scope)
  const texts = Object.entries(sortedKeys({ ...own, ...Object.fromEntries(entries.map(([name, value]) => [name, textOf(value, scope)])) }))
  return {
    env: Object.fromEntries(texts.map(([name, { text }]) => [name, text])),
    secretEnv: Object.fromEntries(texts.flatMap(([name, { mark }]) => (mark === undefined ? [] : [[name, mark]]))),
    origin: { ...Object.fromEntries(Object.entries(own).map(([name, { mark }]) => [name, mark === undefined ? 'reference' : 'secret'])), ...Object.fromEntries(entries.map(([name, { kind }]) => [name, kind])) },
    apps: entries.flatMap(([, value]) => (value.kind === 'reference' ? [value.app] : [])),
  }
}

/** `dependsOn` and the apps that env speaks of, sorted. An app that names itself does not wait for itself. */
export function dependenciesOf(app: ManifestApp, env: ResolvedEnv, project: string): readonly AppKey[] {
  const names = new Set([...app.dependsOn, ...env.apps])
  names.delete(app.name)
  return [...names].toSorted().map((name) => appKey(project, name))
}

function textOf(value: EnvValue, scope: ProjectScope): Text {
  switch (value.kind) {
    case 'plain': return { text: value.value }
    case 'secret': return secretText(value.name, scope.secrets)
    case 'reference': return outputText(value, scope)
  }
}

function outputText(value: Extract<EnvValue, { kind: 'reference' }>, scope: ProjectScope): Text {
  const app = scope.apps.get(value.app)
  const output = app && outputOf(app, value.output, scope)
  if (output === undefined) throw new Error(`${value.app}.${value.output} does not exist in ${scope.project.name}: the rules of the manifest let that through`)
  return output
}

function outputOf(app: ManifestApp, output: string, scope: ProjectScope): Text | undefined {
  if (app.database) return databaseOutput(app, output, scope)
  const text = commonOutput(app, output, scope)
  return text === undefined ? undefined : { text }
}

function commonOutput(app: ManifestApp, output: string, scope: ProjectScope): string | undefined {
  const { name, port } = app
  switch (output) {
    case 'host': return name
    case 'port': return port === undefined ? undefined : String(port)
    case 'url': return port === undefined ? undefined : `http://${name}:${String(port)}`
    case 'domain': return primaryDomain(domainsOf(appKey(scope.project.name, name), app, scope.ingressDomain))
    default: return undefined
  }
}
