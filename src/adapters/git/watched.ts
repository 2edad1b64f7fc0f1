/** The paths that a build depends on: their digest, and what of the context they let in. Which they are is said by the manifest. */
import { createHash } from 'node:crypto'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { printable } from './address.js'
import type { Tree } from './tree.js'
import { cleanPath, findEntry } from './tree.js'

export interface WatchedTree {
  readonly tree: Tree
  /** Digest of a folder of the tree. */
  readonly folderDigest: (folder: string) => string
}

/** Equal for equal names, kinds and contents at these paths. */
export function watchedDigest({ tree, folderDigest }: WatchedTree, { paths, optional }: { readonly paths: readonly string[]; readonly optional: readonly string[] }): Result<string> {
  const hash = createHash('sha256')
  for (const path of [...new Set([...paths, ...optional])]) {
    const clean = cleanPath(path)
    if (clean === '') {
      hash.update(`folder\0\0${folderDigest('')}\0`)
      continue
    }
    const found = findEntry(tree, path)
    if (!found.ok) return found
    if (found.value === undefined && paths.includes(path)) return err(missing(path))
    if (found.value === undefined || clean === undefined) continue
    hash.update(`${found.value.kind}\0${clean}\0${found.value.kind === 'folder' ? folderDigest(clean) : found.value.id}\0`)
  }
  return ok(`sha256:${hash.digest('hex')}`)
}

/** Whether a path in the source is one of these or below one. Absent: everything is. */
export function isWatched(path: string, watch: readonly string[] | undefined): boolean {
  return watch === undefined || watch.some((one) => {
    const clean = cleanPath(one)
    return clean === '' || path === clean || path.startsWith(`${String(clean)}/`)
  })
}

function missing(path: string): ReturnType<typeof failure> {
  return failure('build-context-invalid', { subject: `cannot watch ${printable(path)}`, cause: 'there is no such file or folder', help: 'Check build.watch in the manifest: its paths begin at the root of the repository.' })
}
