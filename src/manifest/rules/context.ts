/** What a rule may look at: the manifest, what was literally written, and what is known of the host. */
import type { Grants } from '../../model/grants.js'
import type { AppKey } from '../../model/resource.js'
import type { Builder } from '../../model/settings.js'
import { appKey } from '../../model/resource.js'
import type { Finding } from '../finding.js'
import type { Manifest, ManifestApp, ManifestDomain, ManifestProject } from '../manifest.js'
import type { SecretUse } from '../secret-uses.js'
import { secretUses } from '../secret-uses.js'
import type { HostTls } from '../tls.js'
import type { MapNode, Path } from '../tree.js'
import { child, entriesOf, placeOf, textOf } from '../tree.js'

export type Rule = (context: RuleContext) => Iterable<Finding>

export interface RuleContext {
  readonly manifest: Manifest
  readonly apps: readonly AppEntry[]
  /** Every host and path that the proxy will know, automatic ones included. */
  readonly domains: readonly DomainEntry[]
  readonly isWritten: (path: Path) => boolean
  readonly textAt: (path: Path) => string | undefined
  readonly appOf: (project: string, app: string) => ManifestApp | undefined
  /** Unknown when the file is checked apart from a host. */
  readonly grants?: Grants
  readonly facts?: HostSize
  readonly tls?: HostTls
  /** Which builder the host is set to. */
  readonly builder?: Builder
  /** Files of the repository that were looked for and cannot be mounted, and why. */
  readonly unfitFiles?: ReadonlyMap<string, string>
  /** The file of secrets, where somebody looked at it. */
  readonly secretsFile?: SecretsFileSeen
  readonly secretUses: () => readonly SecretUse[]
}

export interface SecretsFileSeen {
  /** Why it cannot be used. */
  readonly fault?: string
  /** What it holds; absent where that cannot be told without opening it. */
  readonly names?: readonly string[]
}

export interface HostSize {
  readonly cpus: number
  readonly memoryBytes: number
}

export interface AppEntry {
  readonly key: AppKey
  readonly project: ManifestProject
  readonly app: ManifestApp
  readonly path: Path
}

export interface DomainEntry extends ManifestDomain {
  readonly owner: AppEntry
  readonly origin: 'written' | 'automatic'
  readonly at: Path
}

export interface ContextInputs {
  readonly manifest: Manifest
  readonly tree: MapNode
  readonly host: { readonly grants: Grants; readonly facts?: HostSize; readonly tls?: HostTls; readonly builder?: Builder } | undefined
  readonly unfitFiles?: ReadonlyMap<string, string> | undefined
  readonly secretsFile?: SecretsFileSeen | undefined
}

/** The same as in resolve: the one default that a rule has to know. */
const DEFAULT_INGRESS = 'localhost'

export function ruleContext({ manifest, tree, host, unfitFiles, secretsFile }: ContextInputs): RuleContext {
  const apps = inWrittenOrder(manifest, tree)
  const ingress = manifest.ingressDomain ?? DEFAULT_INGRESS
  const byKey = new Map(apps.map((entry) => [entry.key, entry.app]))
  return {
    manifest,
    apps,
    appOf: (project, app) => byKey.get(appKey(project, app)),
    domains: apps.flatMap((entry) => domainsOf(entry, ingress)),
    isWritten: (path) => placeOf(tree, path).found === 'whole',
    textAt: (path) => (placeOf(tree, path).found === 'whole' ? textOf(placeOf(tree, path).node) : undefined),
    ...host,
    ...(unfitFiles && { unfitFiles }),
    ...(secretsFile && { secretsFile }),
    secretUses: () => secretUses(tree),
  }
}

/** `/admin/` and `/admin` lead to the same place for a reader; the root stays a slash. */
export function barePath(path: string): string {
  return path.replace(/\/$/, '') || '/'
}

/** The order of the files, so that of two things that clash the later one is told. */
function inWrittenOrder(manifest: Manifest, tree: MapNode): readonly AppEntry[] {
  const sorted = manifest.projects.flatMap((project) => project.apps.map((app) => appEntry(project, app)))
  const byKey = new Map(sorted.map((entry) => [entry.key, entry]))
  const written = entriesOf(child(tree, 'projects')).flatMap(({ key: project, value }) => entriesOf(child(value, 'apps')).map(({ key }) => appKey(project, key)))
  return written.flatMap((key) => byKey.get(key) ?? [])
}

function appEntry(project: ManifestProject, app: ManifestApp): AppEntry {
  return { key: appKey(project.name, app.name), project, app, path: ['projects', project.name, 'apps', app.name] }
}

function domainsOf(owner: AppEntry, ingress: string): readonly DomainEntry[] {
  const { app, project, path } = owner
  if (app.domains.length > 0) return app.domains.map((domain, index) => ({ ...domain, owner, origin: 'written', at: [...path, 'domains', index] }))
  if (app.type !== 'web') return []
  return [{ host: `${project.name}-${app.name}.${ingress}`, path: '/', owner, origin: 'automatic', at: path }]
}
