/** Artifact → image: pulled ones as written, built ones under a tag made of their content, so that an unrelated commit builds nothing. */
import type { Artifact, ManifestApp } from '../manifest/manifest.js'
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import { digestOf } from '../model/fingerprint.js'
import type { AppKey, ImageSpec, RepositoryRef } from '../model/resource.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { HeldSecret, SecretsFound } from '../model/secret.js'
import { builtImageRef } from './names.js'
import { secretText } from './secrets.js'

export type SourceFound =
  | { readonly ok: true; readonly repository: RepositoryRef; readonly commit: string; readonly treeDigest: string }
  | { readonly ok: false; readonly failure: Failure }

const TAG_LENGTH = 16

export interface ImageInputs {
  readonly found: SourceFound | undefined
  readonly secrets: SecretsFound
}

export function imageOf(key: AppKey, { artifact, previewOf }: ManifestApp, { found, secrets }: ImageInputs): Result<ImageSpec> {
  if (artifact.kind === 'image') return ok({ kind: 'pull', ref: artifact.ref })
  if (!found) return err(failure('internal', { subject: `cannot build ${key}`, cause: 'its source was never looked up' }))
  if (!found.ok) return err(found.failure)
  const image = { ...builtImage(key, artifact, found), ...(previewOf && { preview: true as const }) }
  return ok(artifact.secrets ? { ...image, build: { ...image.build, secrets: heldSecrets(artifact.secrets, secrets) } } : image)
}

function builtImage(key: AppKey, artifact: Extract<Artifact, { kind: 'build' }>, found: Extract<SourceFound, { ok: true }>): Extract<ImageSpec, { kind: 'build' }> {
  const { path, dockerfile, args, target, watch, secrets } = artifact
  const { repository, commit, treeDigest } = found
  // The digest of a whole folder says nothing about where the folder is, and need not; that of watched paths is one of several folders.
  const folders = watch && { path, watch }
  // Of secrets the ids alone: another token makes no other image.
  const tag = digestOf({ treeDigest, dockerfile, target, args, ...folders, ...(secrets && { secrets: Object.keys(secrets).toSorted() }) }).slice(0, TAG_LENGTH)
  const build = { repository, commit, path, dockerfile, args, treeDigest, ...(target !== undefined && { target }), ...(watch && { watch }) }
  return { kind: 'build', ref: builtImageRef(key, tag), build }
}

function heldSecrets(wanted: Readonly<Record<string, string>>, secrets: SecretsFound): Readonly<Record<string, HeldSecret>> {
  return Object.fromEntries(Object.entries(wanted).map(([id, name]) => {
    const { text } = secretText(name, secrets)
    return [id, { name, reveal: () => text }]
  }))
}
