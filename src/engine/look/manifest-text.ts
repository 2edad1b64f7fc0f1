/** Brings the manifest and the files it includes here, as text at one commit. Reads git objects through the port; parses nothing. */
import type { TextFile } from '../../manifest/load.js'
import { matchIncludes, readIncludes } from '../../manifest/load.js'
import { MAX_FILE_BYTES, MAX_TOTAL_BYTES } from '../../manifest/limits.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SourceAt, SourcePort } from '../../ports.js'

export interface ManifestText {
  readonly root: TextFile
  readonly included: readonly TextFile[]
}

export async function readManifestText(source: SourcePort, file: { readonly at: SourceAt; readonly path: string }, signal: AbortSignal): Promise<Result<ManifestText>> {
  const root = await readText(source, file, signal)
  if (!root.ok) return root
  const patterns = readIncludes(root.value)
  if (patterns.length === 0) return ok({ root: root.value, included: [] })
  const paths = await source.listFiles(file.at, '.', signal)
  if (!paths.ok) return paths
  const included: TextFile[] = []
  let size = root.value.text.length
  for (const path of matchIncludes(patterns, paths.value)) {
    if (path === file.path) continue
    // Loading refuses what is beyond this, and nothing more is brought here for that.
    if (size > MAX_TOTAL_BYTES) break
    const text = await readText(source, { at: file.at, path }, signal)
    if (!text.ok) return text
    size += text.value.text.length
    included.push(text.value)
  }
  return ok({ root: root.value, included })
}

async function readText(source: SourcePort, file: { readonly at: SourceAt; readonly path: string }, signal: AbortSignal): Promise<Result<TextFile>> {
  const { at, path } = file
  const text = await source.readFile(at, { path, maxBytes: MAX_FILE_BYTES }, signal)
  if (!text.ok) return text
  if (text.value !== undefined) return ok({ path, text: text.value })
  return err(failure('manifest-missing', {
    subject: `cannot read ${path}`,
    cause: `commit ${at.commit.slice(0, 12)} has no such regular file`,
    help: `Commit ${path}, or set source.path in the host settings.`,
  }))
}
