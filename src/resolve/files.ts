/**
 * The files that an app mounts → where they lie on the host. The name of a file is a digest of its content, mode and owner: equal files are
 * one file, and another content is another name, hence another container.
 */
import type { ManifestApp, ManifestFile } from '../manifest/manifest.js'
import { sortedBy } from '../model/compare.js'
import type { Failure } from '../model/failure.js'
import { failure } from '../model/failure.js'
import { bytesDigest, digestOf } from '../model/fingerprint.js'
import type { FileSpec } from '../model/file.js'
import type { AppKey, MountSpec, RepositoryRef } from '../model/resource.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { SecretsFound } from '../model/secret.js'
import type { Text } from './secrets.js'
import { secretText } from './secrets.js'

/** A regular file of the source, or why there is none. */
export type FileFound =
  | { readonly ok: true; readonly repository: RepositoryRef; readonly commit: string; readonly path: string; readonly digest: string; readonly sizeBytes: number; readonly executable: boolean }
  | { readonly ok: false; readonly failure: Failure }

export interface FilesInputs {
  /** A folder of the host. */
  readonly directory: string
  /** By the path that stands in the manifest. */
  readonly found: Readonly<Record<string, FileFound>>
  /** Of all files of one app together. */
  readonly maxBytes: number
}

interface Known extends Partial<FilesInputs> {
  readonly secrets: SecretsFound
  /** What the template of a database says. */
  readonly made?: readonly MadeFile[]
}

export function filesOf(app: AppKey, { files }: ManifestApp, known: Known): Result<readonly FileSpec[]> {
  const specs: FileSpec[] = (known.made ?? []).map((file) => madeFile(file, known.directory ?? ''))
  let sizeBytes = 0
  for (const file of files) {
    const content = contentOf(app, file, known)
    if (!content.ok) return content
    sizeBytes += content.value.sizeBytes
    specs.push(specOf(file, content.value, known.directory ?? ''))
  }
  if (sizeBytes > (known.maxBytes ?? Infinity)) return err(failure('source-refused', { subject: `cannot mount the files of ${app}`, cause: `together they are ${String(sizeBytes)} bytes, more than the ${String(known.maxBytes)} that are allowed`, help: 'Build what is large into the image, or put it into a volume.' }))
  return ok(sortedBy(specs, ({ target }) => target))
}

export function fileMounts(files: readonly FileSpec[]): readonly MountSpec[] {
  return files.map(({ source, target }) => ({ kind: 'bind', source, target, readOnly: true }))
}

type MadeFile = Text & { readonly path: string }

type Content = Pick<FileSpec, 'digest' | 'origin'> & { readonly sizeBytes: number; readonly mode: number }

const READABLE = 0o444
const RUNNABLE = 0o555
const PRIVATE = 0o400

function contentOf(app: AppKey, { origin, path: target }: ManifestFile, { found = {}, secrets }: Known): Result<Content> {
  switch (origin.kind) {
    case 'text': return ok({ origin, digest: bytesDigest(Buffer.from(origin.text)), sizeBytes: Buffer.byteLength(origin.text), mode: READABLE })
    case 'secret': {
      const { text, mark } = secretText(origin.name, secrets)
      return ok({ origin: { kind: 'secret', text }, digest: mark, sizeBytes: Buffer.byteLength(text), mode: PRIVATE })
    }
    case 'source': {
      const file = Object.hasOwn(found, origin.from) ? found[origin.from] : undefined
      if (!file) return err(failure('internal', { subject: `cannot mount ${target} of ${app}`, cause: `${origin.from} was never looked up` }))
      if (!file.ok) return err(file.failure)
      const { repository, commit, path, digest, sizeBytes, executable } = file
      return ok({ origin: { kind: 'source', repository, commit, path }, digest, sizeBytes, mode: executable ? RUNNABLE : READABLE })
    }
  }
}

/** Whoever runs inside of the container reads it; on the host nobody gets into the folder that it lies in. */
function madeFile({ path, text, mark }: MadeFile, directory: string): FileSpec {
  const content = { digest: mark ?? bytesDigest(Buffer.from(text)), origin: { kind: mark === undefined ? 'text' : 'secret', text } as const, sizeBytes: 0, mode: READABLE }
  return specOf({ path }, content, directory)
}

const NAME_LENGTH = 32

function specOf({ path, mode, uid, gid }: Pick<ManifestFile, 'path' | 'mode' | 'uid' | 'gid'>, content: Content, directory: string): FileSpec {
  const { origin, digest } = content
  const laid = { mode: mode ?? content.mode, ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) }
  const name = `${origin.kind === 'secret' ? 's' : 'f'}-${digestOf({ digest, ...laid }).slice(0, NAME_LENGTH)}`
  return { source: `${directory}/${name}`, target: path, ...laid, digest, origin }
}
