/** One app of the manifest → one desired app: layers, image, containers, route and order put together. */
import type { LayerSpec, Manifest, ManifestApp } from '../manifest/manifest.js'
import { sortedBy, sortedKeys } from '../model/compare.js'
import type { FileSpec } from '../model/file.js'
import type { AppKey, ContainerSpec, ImageSpec, MountSpec, SecureSpec, VolumeSpec } from '../model/resource.js'
import { appKey, resourceId } from '../model/resource.js'
import type { DesiredApp } from '../model/state.js'
import { contentsOf } from './contents.js'
import type { ContainerDraft } from './containers.js'
import { replicasOf } from './containers.js'
import { dataOf } from './database.js'
import { DEFAULTS } from './defaults.js'
import { fileMounts } from './files.js'
import { networkName, volumeName } from './names.js'
import type { ProjectScope, ResolvedEnv } from './references.js'
import { dependenciesOf, resolveEnv } from './references.js'
import { healthCheckOf, readinessOf } from './readiness.js'
import { releaseOf } from './release.js'
import { domainsOf, primaryDomain, routeOf } from './routes.js'
import { withUsers } from './secrets.js'

export interface AppInputs {
  readonly manifest: Manifest
  readonly scope: ProjectScope
  readonly image: ImageSpec
  readonly files: readonly FileSpec[]
  readonly instance: string
  readonly entryPoint: string
  readonly secure?: SecureSpec
}

export function resolveApp(app: ManifestApp, inputs: AppInputs): DesiredApp {
  const { manifest, instance, entryPoint, scope, image } = inputs
  const key = appKey(scope.project.name, app.name)
  const owner = volumeOwner(scope.project.name, app)
  const env = resolveEnv(app, scope)
  const model = replicasOf({ ...draftOf(app, env, { ...inputs, key, owner }), ...contentsField(app, scope) }, Math.max(1, app.replicas ?? DEFAULTS.replicas))
  const containers = app.replicas === 0 ? [] : model
  const route = routeOf(withUsers(app, scope.secrets), containers, { key, instance, ingressDomain: scope.ingressDomain, entryPoint, acme: manifest.acme, defaults: manifest.defaults, secrets: scope.secrets, ...(inputs.secure && { secure: inputs.secure }) })
  return {
    key,
    ...(owner !== key && { formerly: owner }),
    type: app.type,
    ...careOf(app),
    image,
    containers,
    volumes: volumesOf(app, owner, inputs),
    ...(inputs.files.length > 0 && { files: inputs.files }),
    dependsOn: dependenciesOf(app, env, scope.project.name),
    release: releaseOf(model[0], Object.fromEntries(app.volumes.map(({ name }) => [volumeNameOf(app, name, { instance, owner }), name])), { ...manifest.defaults.deploy, ...app.deploy }),
    envOrigin: env.origin,
    readiness: readinessOf(app, primaryDomain(domainsOf(key, app, scope.ingressDomain)) ?? app.name),
    ...(route && { route }),
    ...(app.previewOf && { preview: app.previewOf }),
  }
}

/** What is said of its data. */
function careOf({ protect, upgrade }: ManifestApp): Pick<DesiredApp, 'protect' | 'upgrade'> {
  return { ...(protect && { protect: true as const }), ...(upgrade && { upgrade }) }
}

function contentsField(app: ManifestApp, scope: ProjectScope): Pick<ContainerDraft, 'contents'> {
  const contents = contentsOf(app, scope)
  return contents ? { contents } : {}
}

function draftOf(app: ManifestApp, { env, secretEnv }: ResolvedEnv, inputs: AppInputs & { readonly key: AppKey; readonly owner: AppKey }): ContainerDraft {
  const { instance, key, owner, scope, image, manifest } = inputs
  const healthCheck = healthCheckOf(app)
  return {
    instance,
    app: key,
    image: image.ref,
    env,
    ...(Object.keys(secretEnv).length > 0 && { secretEnv }),
    mounts: [
      ...app.volumes.map(({ name, path, readOnly }): MountSpec => ({ kind: 'volume', source: volumeNameOf(app, name, { instance, owner }), target: path, readOnly })),
      ...app.binds.map(({ source, path, readOnly }): MountSpec => ({ kind: 'bind', source, target: path, readOnly })),
      ...fileMounts(inputs.files),
    ],
    ports: app.publish.map(({ address, port, container, protocol }) => ({ hostAddress: address, hostPort: port, containerPort: container, protocol })),
    networks: [{ network: networkName(instance, scope.project.name), aliases: [app.name] }],
    capabilities: DEFAULTS.capabilities,
    stopGraceMs: app.deploy?.stopMs ?? manifest.defaults.deploy?.stopMs ?? DEFAULTS.stopGraceMs,
    userLabels: sortedKeys({ ...scope.project.labels, ...app.labels }),
    ...layered(manifest.defaults, app),
    ...(app.command && { command: app.command }),
    ...(app.entrypoint && { entrypoint: app.entrypoint }),
    ...(healthCheck && { healthCheck }),
    ...(app.previewOf && { previewOf: app.previewOf.of }),
  }
}

function layered(low: LayerSpec, high: LayerSpec): Pick<ContainerSpec, 'limits' | 'restart' | 'logs'> {
  return {
    limits: { ...DEFAULTS.limits, ...low.limits, ...high.limits },
    logs: { ...DEFAULTS.logs, ...low.logs, ...high.logs },
    restart: { policy: high.restart ?? low.restart ?? DEFAULTS.restart, maxRetries: 0 },
  }
}

/** A volume that is mounted twice is still one volume. */
function volumesOf(app: ManifestApp, owner: AppKey, { instance, scope }: AppInputs): readonly VolumeSpec[] {
  const data = dataOf(app, scope)
  const names = [...new Set(app.volumes.map(({ name }) => volumeNameOf(app, name, { instance, owner })))]
  return sortedBy(names.map((name) => ({ id: resourceId('volume', name), name, app: owner, ...(app.protect && { protect: true as const }), ...(app.previewOf && { preview: true as const }), ...(data && { data }) })), ({ name }) => name)
}

/** No name of an app or a volume holds a dot: what an app of the same name once kept is never taken for the scratch of a preview, nor the other way round. */
function volumeNameOf({ previewOf }: ManifestApp, name: string, { instance, owner }: { readonly instance: string; readonly owner: AppKey }): string {
  return volumeName(instance, owner, previewOf ? `${name}.preview` : name)
}

/** Volumes cannot be renamed: those of an app bear the name under which it began. */
export function volumeOwner(project: string, { name, renamedFrom }: ManifestApp): AppKey {
  return appKey(project, renamedFrom ?? name)
}
