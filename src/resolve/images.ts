/** Artifact → image: pulled ones as written, built ones under a tag made of their content, so that an unrelated commit builds nothing. */
import type { Artifact, ManifestApp } from '../manifest/manifest.js'
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import { digestOf } from '../model/fingerprint.js'
import type { AppKey, ImageSpec, RepositoryRef } from '../model/resource.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import { builtImageRef } from './names.js'

export type SourceFound =
  | { readonly ok: true; readonly repository: RepositoryRef; readonly commit: string; readonly treeDigest: string }
  | { readonly ok: false; readonly failure: Failure }

const TAG_LENGTH = 16

export function imageOf(key: AppKey, { artifact, previewOf }: ManifestApp, found: SourceFound | undefined): Result<ImageSpec> {
  if (artifact.kind === 'image') return ok({ kind: 'pull', ref: artifact.ref })
  if (!found) return err(failure('internal', { subject: `cannot build ${key}`, cause: 'its source was never looked up' }))
  return found.ok ? ok({ ...builtImage(key, artifact, found), ...(previewOf && { preview: true }) }) : err(found.failure)
}

function builtImage(key: AppKey, artifact: Extract<Artifact, { kind: 'build' }>, found: Extract<SourceFound, { ok: true }>): ImageSpec {
  const { path, dockerfile, args, target, watch } = artifact
  const { repository, commit, treeDigest } = found
  // The digest of a whole folder says nothing about where the folder is, and need not; that of watched paths is one of several folders.
  const tag = digestOf({ treeDigest, dockerfile, target, args, ...(watch && { path, watch }) }).slice(0, TAG_LENGTH)
  const build = { repository, commit, path, dockerfile, args, treeDigest, ...(target !== undefined && { target }), ...(watch && { watch }) }
  return { kind: 'build', ref: builtImageRef(key, tag), build }
}
