/** Env of an app with its references filled in: `{from: db.url}` takes an output of another app of the project, and orders start-up. */
import type { EnvValue, Manifest, ManifestApp, ManifestProject, OutputName } from '../manifest/manifest.js'
import { sortedKeys } from '../model/compare.js'
import type { AppKey } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import { DEFAULTS } from './defaults.js'
import { domainsOf, primaryDomain } from './routes.js'

export interface ResolvedEnv {
  readonly env: Readonly<Record<string, string>>
  readonly origin: Readonly<Record<string, 'plain' | 'reference'>>
  /** Names of the apps that the env speaks of. */
  readonly apps: readonly string[]
}

/** What every app of a project can refer to, looked up once per project. */
export interface ProjectScope {
  readonly project: ManifestProject
  readonly apps: ReadonlyMap<string, ManifestApp>
  readonly ingressDomain: string
}

export function scopeOf(manifest: Manifest, project: ManifestProject): ProjectScope {
  const apps = new Map(project.apps.map((app) => [app.name, app]))
  return { project, apps, ingressDomain: manifest.ingressDomain ?? DEFAULTS.ingressDomain }
}

export function resolveEnv(app: ManifestApp, scope: ProjectScope): ResolvedEnv {
  const written = sortedKeys({ ...scope.project.env, ...app.env })
  const entries = Object.entries(written)
  return {
    env: Object.fromEntries(entries.map(([name, value]) => [name, valueOf(value, scope)])),
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

function valueOf(value: EnvValue, scope: ProjectScope): string {
  if (value.kind === 'plain') return value.value
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
