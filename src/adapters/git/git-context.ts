/** The build context of a commit: entries of its tree, contents streamed out of the objects. Submodules stay out. */
import type { BuildSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import { printable } from './address.js'
import type { CommitReader, CommitTree } from './commit-reader.js'
import type { PlannedFile } from './context-plan.js'
import { planContext } from './context-plan.js'
import type { ContextFile } from './context-tar.js'
import { tarOf } from './context-tar.js'
import { streamObjects } from './objects.js'

export async function gitContext(reader: CommitReader, request: { readonly at: CommitTree; readonly build: BuildSpec }, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>> {
  const { at, build } = request
  const files = await planContext(at.tree, build, (file) => reader.text(at, file, signal))
  return files.ok ? ok(tarOf(contents(at, files.value, signal))) : files
}

/**
 * All files carry the time of the commit: the engine's cache does not look at it, and a web server that makes an ETag of time and
 * size must see that a page of equal length has changed.
 */
async function* contents(at: CommitTree, files: readonly PlannedFile[], signal: AbortSignal): AsyncGenerator<ContextFile> {
  if (files.length === 0) return
  const modifiedAt = new Date(Math.min(Date.parse(at.facts.committedAt), 8_589_934_591_000))
  const objects = streamObjects(at.gitDir, files.map(({ entry }) => entry.id), signal)
  let index = 0
  for await (const object of objects) {
    const item = files[index]
    index += 1
    if (item === undefined || object.type !== 'blob') throw new Error(`the object of ${printable(item?.path ?? 'a file')} is damaged`)
    const { kind } = item.entry
    yield { path: item.path, kind: kind === 'link' || kind === 'executable' ? kind : 'file', size: object.size, modifiedAt, content: object.content }
  }
}
