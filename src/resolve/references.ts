/**
 * Env of an app with its references filled in: `{from: db.url}` takes an output of another app of the project, and orders start-up;
 * `{secret: NAME}` takes a value that is shown nowhere.
 */
import type { EnvValue, Manifest, ManifestApp, ManifestProject, OutputName } from '../manifest/manifest.js'
import { sortedKeys } from '../model/compare.js'
import type { AppKey } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import type { SecretsFound } from '../model/secret.js'
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
  readonly secrets: SecretsFound
}

export function scopeOf(manifest: Manifest, project: ManifestProject, secrets: SecretsFound): ProjectScope {
  const apps = new Map(project.apps.map((app) => [app.name, app]))
  return { project, apps, ingressDomain: manifest.ingressDomain ?? DEFAULTS.ingressDomain, secrets }
}

export function resolveEnv(app: ManifestApp, scope: ProjectScope): ResolvedEnv {
  const written = sortedKeys({ ...scope.project.env, ...app.env })
  const entries = Object.entries(written)
  const texts = entries.map(([name, value]) => ({ name, ...textOf(value, scope) }))
  return {
    env: Object.fromEntries(texts.map(({ name, text }) => [name, text])),
    secretEnv: Object.fromEntries(texts.flatMap(({ name, mark }) => (mark === undefined ? [] : [[name, mark]]))),
    origin: Object.fromEntries(entries.map(([name, { kind }]) => [name, kind])),
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
    case 'reference': return { text: outputText(value, scope) }
  }
}

function outputText(value: Extract<EnvValue, { kind: 'reference' }>, scope: ProjectScope): string {
  const app = scope.apps.get(value.app)
  const output = app && outputOf(app, value.output, scope)
  if (output === undefined) throw new Error(`${value.app}.${value.output} does not exist in ${scope.project.name}: the rules of the manifest let that through`)
  return output
}

function outputOf(app: ManifestApp, output: OutputName, scope: ProjectScope): string | undefined {
  const { name, port } = app
  switch (output) {
    case 'host': return name
    case 'port': return port === undefined ? undefined : String(port)
    case 'url': return port === undefined ? undefined : `http://${name}:${String(port)}`
    case 'domain': return primaryDomain(domainsOf(appKey(scope.project.name, name), app, scope.ingressDomain))
  }
}
