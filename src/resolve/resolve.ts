/** Manifest → DesiredState: everything that shall be, spelled out. It knows nothing of what runs. */
import type { Manifest, ManifestProject } from '../manifest/manifest.js'
import { isCertifiable, wantsTls } from '../manifest/tls.js'
import { sortedBy } from '../model/compare.js'
import type { Failure } from '../model/failure.js'
import type { InstanceKey } from '../model/instance-key.js'
import type { PreviewGroup } from '../model/preview.js'
import type { SecretsFound } from '../model/secret.js'
import type { AppKey, NetworkSpec } from '../model/resource.js'
import { SYSTEM_PROJECT } from '../model/labels.js'
import { appKey, projectOf, resourceId } from '../model/resource.js'
import type { Result } from '../model/result.js'
import type { DesiredApp, DesiredState, Policy, Revision, UnresolvedApp } from '../model/state.js'
import { resolveApp } from './app.js'
import { databaseFiles } from './database.js'
import { backupsOf } from './backups.js'
import { DEFAULTS } from './defaults.js'
import type { FilesInputs } from './files.js'
import { filesOf } from './files.js'
import type { SourceFound } from './images.js'
import { imageOf } from './images.js'
import { networkName } from './names.js'
import { scopeOf } from './references.js'
import { domainsOf } from './routes.js'
import { secretTrouble } from './secrets.js'
import { storagesOf } from './storages.js'
import type { ProxyNeeds, ProxyPlan } from './system.js'
import { proxyApp, secureOf, WEB_ENTRY_POINT } from './system.js'

export type { FileFound, FilesInputs } from './files.js'
export type { SourceFound } from './images.js'
export type { ManagedTls, ProxyPlan } from './system.js'

export interface ResolveInputs {
  readonly instance: string
  readonly key: InstanceKey
  readonly revision: Revision
  readonly networkPool: string
  readonly proxy: ProxyPlan
  readonly sources: Readonly<Record<AppKey, SourceFound>>
  /** Of every secret that the manifest names. */
  readonly secrets: SecretsFound
  /** The files of the repository that apps mount. */
  readonly files?: FilesInputs
  /** Apps that are held at an earlier release, in place of what the manifest says. */
  readonly pinned?: ReadonlyMap<AppKey, Result<DesiredApp>>
  /** How it stands with the branches; the previews themselves are apps of the manifest by now. */
  readonly previews?: readonly PreviewGroup[]
}

export function resolveDesired(manifest: Manifest, inputs: ResolveInputs): DesiredState {
  const { instance, revision, networkPool, proxy } = inputs
  const resolved = manifest.projects.flatMap((project) => resolveProject(manifest, project, inputs))
  const apps = resolved.flatMap(({ app }) => (app ? [app] : []))
  const unresolved = resolved.flatMap((item) => (item.unresolved ? [item.unresolved] : []))
  const routed = sorted(resolved.filter(({ isRouted }) => isRouted).map(({ key }) => projectOf(key)))
  const backups = backupsOf(manifest, inputs)
  const system = proxy.mode === 'managed' ? [proxyApp(proxy, instance, { projects: routed, tls: tlsNeed(manifest), ...(manifest.acme && { acme: manifest.acme }) })] : []
  return {
    instance,
    revision,
    policy: policyOf(manifest),
    networkPool,
    networks: networksOf(instance, [...resolved, ...system].map(({ key }) => projectOf(key))),
    apps: sortedBy([...apps, ...system], ({ key }) => key),
    ...(manifest.storages.length > 0 && { storages: storagesOf(manifest, inputs.secrets) }),
    unresolved: sortedBy(unresolved, ({ key }) => key),
    ...(backups.length > 0 && { backups }),
    ...(inputs.previews && inputs.previews.length > 0 && { previews: inputs.previews }),
  }
}

/** Asked of the file and not of what could be resolved: the port must not close because a source cannot be had for a while. */
function tlsNeed(manifest: Manifest): ProxyNeeds['tls'] {
  const asked = manifest.projects.flatMap((project) => project.apps.flatMap((app) => domainsOf(appKey(project.name, app.name), app, manifest.ingressDomain ?? DEFAULTS.ingressDomain))).filter((domain) => wantsTls(domain, manifest.acme))
  if (asked.some((domain) => isCertifiable(domain, manifest.acme))) return 'acme'
  return asked.length > 0 ? 'given' : 'none'
}

interface ResolvedEntry {
  readonly key: AppKey
  readonly app?: DesiredApp
  readonly unresolved?: UnresolvedApp
  /** Whether the proxy has to reach it, now or as soon as its source can be had again. */
  readonly isRouted: boolean
}

function resolveProject(manifest: Manifest, project: ManifestProject, inputs: ResolveInputs): readonly ResolvedEntry[] {
  if (project.name === SYSTEM_PROJECT) throw new Error(`the project name ${SYSTEM_PROJECT} is reserved: the rules of the manifest let it through`)
  const scope = scopeOf(manifest, project, inputs)
  const entryPoint = inputs.proxy.mode === 'managed' ? WEB_ENTRY_POINT : inputs.proxy.entryPoint
  const secure = secureOf(inputs.proxy)
  return project.apps.map((written) => {
    const key = appKey(project.name, written.name)
    const former = written.renamedFrom === undefined ? {} : { formerly: appKey(project.name, written.renamedFrom) }
    const pinned = inputs.pinned?.get(key)
    if (pinned) return pinned.ok ? { key, app: pinned.value, isRouted: isRouted(pinned.value) } : { key, unresolved: { key, ...former, failure: pinned.error }, isRouted: true }
    const unresolved = (failure: Failure): ResolvedEntry => ({ key, unresolved: { key, ...former, failure }, isRouted: domainsOf(key, written, scope.ingressDomain).length > 0 })
    const trouble = secretTrouble(key, written, scope)
    if (trouble) return unresolved(trouble)
    const image = imageOf(key, written, { found: inputs.sources[key], secrets: scope.secrets })
    if (!image.ok) return unresolved(image.error)
    const files = filesOf(key, written, { ...inputs.files, secrets: inputs.secrets, made: databaseFiles(written, scope) })
    if (!files.ok) return unresolved(files.error)
    const app = resolveApp(written, { manifest, scope, image: image.value, files: files.value, instance: inputs.instance, entryPoint, ...(secure && { secure }) })
    return { key, app, isRouted: isRouted(app) }
  })
}

function isRouted({ route }: DesiredApp): boolean {
  return (route?.servers.length ?? 0) > 0
}

function policyOf({ policy }: Manifest): Policy {
  return { prune: policy.prune ?? DEFAULTS.prune, drift: policy.drift ?? DEFAULTS.drift }
}

/** One network for every project that has apps, parked and unresolved ones included. */
function networksOf(instance: string, projects: readonly string[]): readonly NetworkSpec[] {
  const specs = sorted(projects).map((project) => ({ name: networkName(instance, project), project }))
  return sortedBy(specs.map((spec) => ({ ...spec, id: resourceId('network', spec.name) })), ({ name }) => name)
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}
