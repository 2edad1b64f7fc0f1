/**
 * An app as an earlier release had it. Its spec comes from the commit of that release, its image from the record: a built one is not
 * built again and a tag that has moved since is not followed.
 */
import type { Manifest, ManifestApp } from '../manifest/manifest.js'
import { IDENTITY_LABELS, LABEL_INSTANCE } from '../model/labels.js'
import type { Release } from '../model/release.js'
import type { AppKey, ContainerSpec, RouteRule, RouteServer } from '../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../model/state.js'
import { replicasOf } from './containers.js'

/** For an image that is here or lost, and is not built again. */
export function withoutBuildSecrets(manifest: Manifest): Manifest {
  const bare = (app: ManifestApp): ManifestApp => {
    if (app.artifact.kind === 'image') return app
    const { secrets: _, ...artifact } = app.artifact
    return { ...app, artifact }
  }
  return { ...manifest, projects: manifest.projects.map((project) => ({ ...project, apps: project.apps.map(bare) })) }
}

/** `app` is what the manifest of that commit says. */
export function asReleased(app: DesiredApp, { image }: Pick<Release, 'image'>): DesiredApp {
  const { canary: _, ...release } = app.release
  // Whoever goes back wants it at once: what came out before needs no small steps.
  const strategy = release.strategy === 'canary' ? 'rolling' : release.strategy
  return { ...withImage(app, image.ref), release: { ...release, strategy } }
}

/** What another app was given meanwhile stays with it: git's word about that app is newer than the release. */
export function withoutTaken(app: DesiredApp, git: DesiredState): DesiredApp {
  const taken = takenRules(app, git)
  if (!app.route || taken.length === 0) return app
  const { route, ...rest } = app
  const rules = route.rules.filter((rule) => !taken.some((one) => one.rule === rule))
  return rules.length === 0 ? rest : { ...rest, route: { ...route, rules } }
}

/** Of the route of that release, what another app of git serves by now. */
export function takenRules(app: DesiredApp, git: DesiredState): readonly { readonly rule: RouteRule; readonly by: AppKey }[] {
  const owners = new Map(git.apps.filter(({ key }) => key !== app.key).flatMap(({ key, route }) => (route?.rules ?? []).map((rule) => [placeOf(rule), key] as const)))
  return (app.route?.rules ?? []).flatMap((rule) => {
    const by = owners.get(placeOf(rule))
    return by === undefined ? [] : [{ rule, by }]
  })
}

function placeOf({ host, pathPrefix }: RouteRule): string {
  return `${host} ${pathPrefix}`
}

/**
 * The name of the image, as long as it means the image of that release: then a later `git revert` finds everything as it is. Otherwise
 * its id, which is never asked of a registry.
 */
export function settlePins(desired: DesiredState, { images, incomplete }: Pick<ObservedState, 'images' | 'incomplete'>): DesiredState {
  if (incomplete.image) return desired
  const moved = desired.apps.filter(({ image, pin }) => pin && images[image.ref] !== pin.image.id && image.ref !== pin.image.id)
  if (moved.length === 0) return desired
  const known = settled.get(desired)
  const key = moved.map((app) => app.key).join(' ')
  if (known?.key === key) return known.state
  const state = { ...desired, apps: desired.apps.map((app) => (app.pin && moved.includes(app) ? withImage(app, app.pin.image.id) : app)) }
  settled.set(desired, { key, state })
  return state
}

/** The same question has the same answer, and those who compare states by identity find it. */
const settled = new WeakMap<DesiredState, { readonly key: string; readonly state: DesiredState }>()

/** The app from another image, with all that follows from it. */
export function withImage(app: DesiredApp, ref: string): DesiredApp {
  const image = { kind: 'pull', ref } as const
  if (app.containers[0]?.image === ref) return { ...app, image }
  return { ...withContainers(app, (spec) => ({ ...spec, image: ref })), image }
}

/** Containers that differ from those of the app, with the names and the servers that follow from it. */
export function withContainers(app: DesiredApp, change: (spec: ContainerSpec) => ContainerSpec): DesiredApp {
  const [first] = app.containers
  if (!first) return app
  const containers = replicasOf(draftOf(change(first), app), app.containers.length)
  const names = new Map(app.containers.map(({ name }, at) => [name, containers[at]?.name ?? name]))
  const renamed = (servers: readonly RouteServer[]): readonly RouteServer[] => servers.map((server) => ({ ...server, container: names.get(server.container) ?? server.container }))
  return { ...app, containers, ...(app.route && { route: { ...app.route, servers: renamed(app.route.servers) } }) }
}

function draftOf(container: ContainerSpec, { preview }: DesiredApp): Parameters<typeof replicasOf>[0] {
  const { id: _id, name: _name, replica: _replica, fingerprint: _fingerprint, labels, ...spec } = container
  const userLabels = Object.fromEntries(Object.entries(labels).filter(([name]) => !IDENTITY_LABELS.includes(name)))
  return { ...spec, userLabels, instance: labels[LABEL_INSTANCE] ?? '', ...(preview && { previewOf: preview.of }) }
}
