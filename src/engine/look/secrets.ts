/**
 * The values of the secrets that a manifest names, found at the commit that is looked at. They live in memory alone; whatever is
 * compared, kept or shown is made of their marks.
 */
import type { Manifest } from '../../manifest/manifest.js'
import { MAX_SECRETS_BYTES } from '../../manifest/limits.js'
import type { SecretNeed } from '../../manifest/secret-needs.js'
import { secretNeeds } from '../../manifest/secret-needs.js'
import { failure, failureLine } from '../../model/failure.js'
import type { InstanceKey } from '../../model/instance-key.js'
import { markOf } from '../../model/instance-key.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretsFound, SecretValue } from '../../model/secret.js'
import type { DesiredApp } from '../../model/state.js'
import type { SecretAnswer, SecretsQuery } from '../../ports.js'
import { heldPairs } from '../../resolve/key-pairs.js'
import type { ReadWork } from './read-manifest.js'
import { invalidManifest, readManifest } from './read-manifest.js'
import { findRevision } from './revision.js'

export interface SecretsWanted {
  readonly manifest: Manifest
  readonly commit: string
  /** For this app alone; absent: for all. */
  readonly app?: AppKey
}

export async function findSecrets(work: ReadWork, { manifest, commit, app }: SecretsWanted): Promise<SecretsFound> {
  const names = secretNeeds(manifest).filter(({ apps }) => app === undefined || apps.includes(app)).map(({ name }) => name)
  if (names.length === 0) return {}
  const found = await ask(work, { manifest, commit }, names)
  const secrets = Object.fromEntries(names.map((name) => [name, marked(work.config.key, found.get(name) ?? unanswered(name))]))
  // Straight to the proxy: what is planned and kept holds only their marks.
  work.ports.proxy.hold(heldPairs(manifest, secrets))
  return secrets
}

async function ask(work: ReadWork, { manifest, commit }: SecretsWanted, names: readonly string[]): Promise<ReadonlyMap<string, Result<SecretAnswer>>> {
  const { ports, config, signal } = work
  const file = manifest.secrets === undefined ? undefined : await readSecretsFile(work, { path: besideManifest(config.manifestPath, manifest.secrets), commit })
  return ports.secrets.find({ names, ...(file && { file }) }, signal)
}

export interface SecretNow extends SecretNeed {
  readonly answer: Result<SecretAnswer> | undefined
}

/** Of the newest commit that is here: every name with who uses it, and where it is. For people; a pass asks by itself. */
export async function secretsNow(work: ReadWork): Promise<Result<readonly SecretNow[]>> {
  const { ports, config, signal } = work
  const found = await findRevision(ports, { repository: config.repository, fetch: 'remote' }, signal)
  if (!found.ok) return found
  const { commit } = found.value.revision
  const loaded = await readManifest(work, commit)
  if (!loaded.ok) return loaded
  const { manifest, diagnostics } = loaded.value
  if (!manifest) return err(invalidManifest(config, diagnostics).failure)
  const needs = secretNeeds(manifest)
  const answers = await ask(work, { manifest, commit }, needs.map(({ name }) => name))
  return ok(needs.map((need) => ({ ...need, answer: answers.get(need.name) })))
}

/** What a desired state depends on: it may be kept and compared, for it tells no value. */
export function secretsDigestible(secrets: SecretsFound): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(secrets).map(([name, found]) => [name, found.ok ? found.value.mark : failureLine(found.error)]))
}

/**
 * Whether what the host holds can change the app, though its commit never does. Users of a domain are hashes wherever they stand, so
 * written ones count as well.
 */
export function hasSecrets({ containers, route, files = [] }: DesiredApp): boolean {
  const atEdge = (route?.rules ?? []).some((rule) => rule.certificate !== undefined || (rule.kind === 'serve' && rule.edge?.basicAuth !== undefined))
  return atEdge || containers.some(({ secretEnv }) => secretEnv !== undefined) || files.some(({ origin }) => origin.kind === 'secret')
}

/** The path in the repository of a file that is named by the manifest. */
export function besideManifest(manifestPath: string, file: string): string {
  return `${manifestPath.slice(0, manifestPath.lastIndexOf('/') + 1)}${file}`
}

async function readSecretsFile({ ports, config, signal }: ReadWork, { path, commit }: { readonly path: string; readonly commit: string }): Promise<NonNullable<SecretsQuery['file']>> {
  const read = await ports.source.readFile({ repository: config.repository, commit }, { path, maxBytes: MAX_SECRETS_BYTES }, signal)
  if (!read.ok) return { path, text: read }
  if (read.value !== undefined) return { path, text: ok(read.value) }
  return { path, text: err(failure('secret-missing', { subject: `cannot read ${path}`, cause: `commit ${commit.slice(0, 12)} has no such regular file`, help: `Commit ${path}, or correct \`secrets:\` in ${config.manifestPath}.` })) }
}

function marked(key: InstanceKey, found: Result<SecretAnswer>): Result<SecretValue> {
  return found.ok ? ok({ value: found.value.value, mark: markOf(key, found.value.value) }) : found
}

function unanswered(name: string): Result<never> {
  return err(failure('internal', { subject: `cannot find the secret ${name}`, cause: 'nobody answered for it' }))
}
