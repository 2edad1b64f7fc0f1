/**
 * Previews as apps of the manifest: from here on they are apps like any other. What is the app's alone is left behind: its domains,
 * ports of the host, replicas, and the apps that are nothing but data.
 */
import type { EnvValue, Manifest, ManifestApp, ManifestDomain } from '../manifest/manifest.js'
import { previewDomain, previewSuffix } from '../manifest/preview-domain.js'
import { isDatabase } from '../manifest/production-data.js'
import { groupedBy, sortedBy } from '../model/compare.js'
import type { PreviewGroup } from '../model/preview.js'
import { PREVIEW_BRANCH_ENV } from '../model/preview.js'
import { appKey } from '../model/resource.js'
import { DEFAULTS } from './defaults.js'
import { previewLabels } from './preview-names.js'
import type { Preview, PreviewChoice } from './previews.js'
import { domainsOf } from './routes.js'

export interface Previewed {
  readonly manifest: Manifest
  readonly groups: readonly PreviewGroup[]
}

/** The manifest with the previews in it, each beside its app. One that cannot be had a host is left out after all. */
export function withPreviews(manifest: Manifest, { previews, groups }: PreviewChoice): Previewed {
  if (previews.length === 0) return { manifest, groups }
  const hosts = hostsOf(manifest, previews)
  const homeless = previews.filter((preview) => hosts.get(preview) === 'taken')
  const apps = previews.filter((preview) => !homeless.includes(preview)).map((preview) => ({ project: preview.project, app: appOf(manifest, preview, hosts.get(preview)) }))
  const projects = manifest.projects.map((project) => ({ ...project, apps: sortedBy([...project.apps, ...apps.flatMap((one) => (one.project === project.name ? [one.app] : []))], ({ name }) => name) }))
  return { manifest: { ...manifest, projects }, groups: groups.map((group) => withHomeless(group, homeless)) }
}

function withHomeless(group: PreviewGroup, homeless: readonly Preview[]): PreviewGroup {
  const own = homeless.filter(({ project, app }) => appKey(project, app.name) === group.of)
  return own.length === 0 ? group : { ...group, leftOut: [...group.leftOut, ...own.map(({ branch }) => ({ branch: branch.name, because: 'the host that it would get belongs to another app' }))] }
}

/** Undefined for apps that nobody visits. */
type Host = string | 'taken' | undefined

function hostsOf(manifest: Manifest, previews: readonly Preview[]): ReadonlyMap<Preview, Host> {
  const ingress = manifest.ingressDomain ?? DEFAULTS.ingressDomain
  const written = manifest.projects.flatMap(({ name, apps }) => apps.flatMap((app) => domainsOf(appKey(name, app.name), app, ingress).map(({ host }) => host)))
  const bySuffix = groupedBy(previews, ({ app }) => previewSuffix(app, ingress))
  return new Map([...bySuffix].flatMap(([suffix, list]): readonly (readonly [Preview, Host])[] => {
    if (suffix === undefined) return list.map((preview) => [preview, undefined])
    const taken = new Set(written.filter((host) => host.endsWith(`.${suffix}`)).map((host) => host.slice(0, -suffix.length - 1)))
    const labels = previewLabels(taken, list)
    return list.map((preview, index) => [preview, labels[index] === undefined ? 'taken' : `${labels[index] ?? ''}.${suffix}`])
  }))
}

function appOf(manifest: Manifest, { project, app, name, branch, until }: Preview, host: Host): ManifestApp {
  // A former name leads to the volumes of the app itself: no preview may ever have it.
  const { preview, replicas: _replicas, sticky: _sticky, maintenance: _maintenance, renamedFrom: _renamedFrom, protect: _protect, deploy, ...rest } = app
  return {
    ...rest,
    name,
    artifact: artifactOf(app, branch.name),
    domains: domainOf(app, host),
    env: envOf(app, { own: preview?.env ?? {}, name, branch: branch.name }),
    dependsOn: app.dependsOn.filter((needed) => !isData(manifest, project, needed)),
    publish: [],
    // Folders of the host hold the data of the app itself, and a branch is not trusted with its secrets.
    binds: [],
    files: app.files.filter(({ origin }) => origin.kind !== 'secret'),
    deploy: { ...deploy, keep: 1, ...(deploy?.strategy === 'canary' && { strategy: 'rolling' }) },
    previewOf: { of: appKey(project, app.name), branch: branch.name, until },
  }
}

function domainOf(app: ManifestApp, host: Host): readonly ManifestDomain[] {
  return host === undefined ? [] : [previewDomain(app, host)]
}

/** Its own branch of the same repository. The manifest's own is named by the engine, which knows it. */
function artifactOf({ artifact: written, preview }: ManifestApp, branch: string): ManifestApp['artifact'] {
  if (written.kind === 'image') throw new Error('a preview of an app that is not built: the rules of the manifest let it through')
  const artifact = { ...written, ...(written.secrets && { secrets: { ...written.secrets, ...preview?.buildSecrets } }) }
  return artifact.git ? { ...artifact, git: { ...artifact.git, ref: branch } } : { ...artifact, branch }
}

interface PreviewEnv {
  readonly own: Readonly<Record<string, EnvValue>>
  readonly name: string
  readonly branch: string
}

/** An app that speaks of itself means what it is now. */
function envOf(app: ManifestApp, { own, name, branch }: PreviewEnv): ManifestApp['env'] {
  const entries = Object.entries({ ...app.env, ...own }).map(([key, value]) => [key, value.kind === 'reference' && value.app === app.name ? { ...value, app: name } : value] as const)
  return { ...Object.fromEntries(entries), [PREVIEW_BRANCH_ENV]: { kind: 'plain', value: branch } }
}

function isData(manifest: Manifest, project: string, name: string): boolean {
  const app = manifest.projects.find((one) => one.name === project)?.apps.find((one) => one.name === name)
  return app !== undefined && isDatabase(app)
}
