/** Previews: which apps can have some, of which branches, and what they would get to see of production. */
import { isExclusion, wantsBranch } from '../../model/branch-pattern.js'
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { EnvValue, ManifestApp, ManifestPreview } from '../manifest.js'
import { previewDomain, previewSuffix } from '../preview-domain.js'
import { isDatabase, isSecret, keepsData } from '../production-data.js'
import type { Path } from '../tree.js'
import type { AppEntry, DomainEntry, RuleContext } from './context.js'
import { durationFault } from './durations.js'
import { grantedDomains } from './grants.js'
import { tlsSource } from './tls.js'

const HOUR = 60 * 60_000
const TTL = { key: 'ttl', fromMs: 60_000, toMs: 8760 * HOUR }

interface PreviewEntry extends AppEntry {
  readonly preview: ManifestPreview
  /** Of `preview`. */
  readonly at: Path
}

/** Of databases another rule says that they have none. */
function previewed({ apps }: RuleContext): readonly PreviewEntry[] {
  return apps.flatMap((entry) => (entry.app.preview && !entry.app.database ? [{ ...entry, preview: entry.app.preview, at: [...entry.path, 'preview'] }] : []))
}

/** A branch is another state of the source; an image that is pulled has none here. */
export function* previewSource(context: RuleContext): Iterable<Finding> {
  for (const { app, at } of previewed(context)) {
    if (app.artifact.kind === 'build') continue
    yield fault({ rule: 'preview-not-built', message: `${app.name} is not built from a repository, so there are no branches to make previews of`, help: 'use `build:` or `git:`, or remove `preview`', path: at, on: 'key' })
  }
}

export function* previewBranches(context: RuleContext): Iterable<Finding> {
  for (const { app, preview: { branches, ttlMs }, at } of previewed(context)) {
    yield* durationFault(ttlMs, TTL, at)
    if (branches.every(isExclusion)) {
      yield fault({ rule: 'preview-branches', message: 'these patterns only leave out, so there are no branches to leave them out of', help: 'add one without `!`, such as `feat/*` or `**`', path: [...at, 'branches'], on: 'key' })
    }
    const ref = app.artifact.kind === 'build' ? app.artifact.git?.ref : undefined
    if (ref && wantsBranch(branches, ref)) {
      yield hint({ rule: 'preview-production', message: `${ref} matches, and ${app.name} itself is built from it: no preview is made of it`, help: `add "!${ref}" to say so`, path: [...at, 'branches'], on: 'key' })
    }
  }
}

/** Previews run what nobody has reviewed: whatever leads to the data of production has to be said anew for them. */
export function* previewData(context: RuleContext): Iterable<Finding> {
  for (const entry of previewed(context)) {
    const inherited = inheritedEnv(entry)
    for (const value of inherited) if (!Object.hasOwn(entry.preview.env, value.name)) yield* leak(value, entry, context)
    const databases = new Set([...entry.app.dependsOn, ...inherited.flatMap(({ value }) => appOf(value) ?? [])].filter((name) => isData(context, entry, name)))
    for (const [name, value] of Object.entries(entry.preview.env)) {
      const target = appOf(value)
      if (target === undefined || !databases.has(target)) continue
      yield fault({ rule: 'preview-production-data', message: `${name} would lead previews of ${entry.app.name} to ${target}, which ${entry.app.name} uses itself`, help: 'name a database that is for previews alone', path: [...entry.at, 'env', name, 'from'] })
    }
  }
}

/** A Dockerfile of a branch can do what it likes with what it is given. */
export function* previewBuildSecrets(context: RuleContext): Iterable<Finding> {
  for (const { app: { name, artifact }, preview: { buildSecrets = {} }, path, at } of previewed(context)) {
    const secrets = artifact.kind === 'build' ? artifact.secrets ?? {} : {}
    for (const [id, secret] of Object.entries(secrets)) {
      if (Object.hasOwn(buildSecrets, id)) continue
      const related = [{ path: [...path, 'build', 'secrets', id], message: 'the app builds with it here', on: 'key' as const }]
      yield fault({ rule: 'preview-secret', message: `previews of ${name} would build with the secret ${secret} of production`, help: `set ${id} in \`preview.buildSecrets\`, to something that is for previews`, path: at, on: 'key', related })
    }
    for (const id of Object.keys(buildSecrets).filter((one) => !Object.hasOwn(secrets, one))) {
      yield fault({ rule: 'preview-build-secret', message: `${id} is none of the build secrets of ${name}`, help: 'add it to `build.secrets`, or remove it', path: [...at, 'buildSecrets', id], on: 'key' })
    }
  }
}

/** What is on the host, or secret, is production's; a preview that misses it should not be a riddle. */
export function* previewMounts(context: RuleContext): Iterable<Finding> {
  for (const { app, path } of previewed(context)) {
    const help = 'let the image bring what a preview needs there, or let the app do without'
    const related = [{ path: [...path, 'preview'], message: 'previews are made here', on: 'key' as const }]
    for (const bind of app.binds) yield hint({ rule: 'preview-without', message: `previews of ${app.name} have nothing at ${bind.path}: no folder of the host is mounted into them`, help, path: bind.at, related })
    for (const file of app.files.filter(({ origin }) => origin.kind === 'secret')) yield hint({ rule: 'preview-without', message: `previews of ${app.name} have no file ${file.path}: no secret of production is given to them`, help, path: file.at, on: 'key', related })
  }
}

interface Inherited {
  readonly name: string
  readonly value: EnvValue
  readonly path: Path
}

function inheritedEnv({ app, project, path }: AppEntry): readonly Inherited[] {
  const own = Object.entries(app.env).map(([name, value]) => ({ name, value, path: [...path, 'env', name] }))
  const shared = Object.entries(project.env).flatMap(([name, value]) => (Object.hasOwn(app.env, name) ? [] : [{ name, value, path: ['projects', project.name, 'env', name] }]))
  return [...shared, ...own]
}

function* leak({ name, value, path }: Inherited, entry: PreviewEntry, context: RuleContext): Iterable<Finding> {
  const { app, at } = entry
  const help = `set ${name} in \`preview.env\`, to something that is for previews`
  const place = { path: at, on: 'key' as const, related: [{ path, message: 'the app gets it here', on: 'key' as const }] }
  if (isSecret(value)) yield fault({ rule: 'preview-secret', message: `previews of ${app.name} would get the secret ${name} of production`, help, ...place })
  const target = appOf(value)
  const other = target === undefined || target === app.name ? undefined : context.appOf(entry.project.name, target)
  if (other === undefined) return
  if (isDatabase(other)) yield fault({ rule: 'preview-production-data', message: `${name} would lead previews of ${app.name} to the data of ${other.name}`, help, ...place })
  else if (keepsData(other)) yield hint({ rule: 'preview-shares-data', message: `${name} leads previews of ${app.name} to ${other.name}, which keeps data in a volume`, help: `${help}, or to the same if that is meant`, ...place })
}

function appOf(value: EnvValue): string | undefined {
  return value.kind === 'reference' ? value.app : undefined
}

function isData({ appOf: find }: RuleContext, { project }: AppEntry, name: string): boolean {
  const app: ManifestApp | undefined = find(project.name, name)
  return app !== undefined && isDatabase(app)
}

const MAX_SUFFIX = 189
const DEFAULT_INGRESS = 'localhost'

/** One host stands for all: they differ in their first label alone. */
export function* previewHosts(context: RuleContext): Iterable<Finding> {
  for (const entry of previewed(context)) {
    const { app, preview: { domain }, at, project } = entry
    const suffix = previewSuffix(app, context.manifest.ingressDomain ?? DEFAULT_INGRESS)
    const path = domain === undefined ? at : [...at, 'domain']
    if (suffix === undefined && domain !== undefined) yield fault({ rule: 'type-mismatch', message: `domain means nothing for previews of ${app.name}, which nobody visits through the proxy`, help: 'add `port:` to the app, or remove it', path, on: 'key' })
    if (suffix === undefined) continue
    if (suffix.length > MAX_SUFFIX) yield fault({ rule: 'auto-host-too-long', message: `hosts of previews below ${suffix} would be longer than host names may be`, help: 'give `preview` a shorter `domain`', path, on: 'key' })
    const sample: DomainEntry = { ...previewDomain(app, `${project.name}-${app.name}-branch.${suffix}`), owner: entry, origin: 'automatic', at: path }
    yield* grantedDomains({ ...context, domains: [sample] })
    yield* tlsSource({ ...context, domains: [sample] })
  }
}
