/** The files of the repository that apps mount: their digests for resolving, and their content when one is laid down. */
import { MAX_MOUNTED_FILE_BYTES, MAX_MOUNTED_TOTAL_BYTES } from '../../manifest/limits.js'
import type { Manifest } from '../../manifest/manifest.js'
import { failure } from '../../model/failure.js'
import { bytesDigest } from '../../model/fingerprint.js'
import type { FileSpec } from '../../model/file.js'
import type { AppKey } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SourceAt, SourcePort } from '../../ports.js'
import type { FileFound, FilesInputs } from '../../resolve/resolve.js'
import type { EngineConfig } from '../config.js'
import { besideManifest } from './secrets.js'

export interface FilesQuery {
  readonly manifest: Manifest
  readonly commit: string
  /** Of this app alone. */
  readonly app?: AppKey
  /** What was read before, by commit and path. */
  readonly digests: Readonly<Record<string, string>>
}

export interface FilesFound {
  readonly files: FilesInputs
  readonly digests: Readonly<Record<string, string>>
}

interface Tools {
  readonly ports: { readonly source: SourcePort }
  readonly config: Pick<EngineConfig, 'repository' | 'manifestPath' | 'filesDirectory'>
  readonly signal: AbortSignal
}

export async function findFiles({ ports, config, signal }: Tools, { manifest, commit, app, digests: known }: FilesQuery): Promise<FilesFound> {
  const at = { repository: config.repository, commit }
  const found: Record<string, FileFound> = {}
  const digests: Record<string, string> = {}
  for (const from of sourcesOf(manifest, app)) {
    const path = besideManifest(config.manifestPath, from.split('/').filter((part) => part !== '' && part !== '.').join('/'))
    const key = `file:${commit}:${path}`
    const seen = readNote(known[key]) ?? (await lookAt(ports.source, at, { path, from }, signal))
    if ('code' in seen) found[from] = { ok: false, failure: seen }
    else {
      found[from] = { ok: true, ...at, path, ...seen }
      digests[key] = JSON.stringify(seen)
    }
  }
  return { files: { directory: config.filesDirectory, maxBytes: MAX_MOUNTED_TOTAL_BYTES, found }, digests }
}

function sourcesOf({ projects }: Manifest, only: AppKey | undefined): readonly string[] {
  const apps = projects.flatMap((project) => project.apps.filter(({ name }) => only === undefined || appKey(project.name, name) === only))
  return [...new Set(apps.flatMap(({ files }) => files.flatMap(({ origin }) => (origin.kind === 'source' ? [origin.from] : []))))].sort()
}

type Note = Pick<Extract<FileFound, { ok: true }>, 'digest' | 'sizeBytes' | 'executable'>

function readNote(text: string | undefined): Note | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Note)
}

async function lookAt(source: SourcePort, at: SourceAt, { path, from }: { readonly path: string; readonly from: string }, signal: AbortSignal) {
  const read = await source.readBytes(at, { path, maxBytes: MAX_MOUNTED_FILE_BYTES }, signal)
  if (!read.ok) return { ...read.error, subject: `cannot mount ${from}` }
  if (!read.value) return failure('source-refused', { subject: `cannot mount ${from}`, cause: `commit ${at.commit.slice(0, 12)} has no file ${path}`, help: 'Commit the file, or correct the path: it begins at the folder of mist.yaml.' })
  const { bytes, executable } = read.value
  return { digest: bytesDigest(bytes), sizeBytes: bytes.length, executable }
}

/** Read again where it was found, so that a plan carries no contents of files. */
export async function contentOf(source: SourcePort, { origin, digest, target }: FileSpec, signal: AbortSignal): Promise<Result<Uint8Array>> {
  if (origin.kind !== 'source') return ok(Buffer.from(origin.text))
  const read = await source.readBytes(origin, { path: origin.path, maxBytes: MAX_MOUNTED_FILE_BYTES }, signal)
  if (!read.ok) return read
  const bytes = read.value?.bytes
  return bytes && bytesDigest(bytes) === digest ? ok(bytes) : err(failure('superseded', { subject: `cannot lay down ${target}`, cause: `${origin.path} is not what it was when the plan was made`, help: 'Mist looks again.' }))
}
