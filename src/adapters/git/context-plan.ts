/** Which entries of a tree make the build context of an app. The same rules for a commit and for a plain folder. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { BuildSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { printable } from './address.js'
import { IgnoreTooCostly, readIgnoreRules } from './ignore.js'
import type { Tree, TreeEntry } from './tree.js'
import { cleanPath, entriesBelow, findFile, findFolder } from './tree.js'
import { isWatched } from './watched.js'

export interface PlannedFile {
  /** Inside the context. */
  readonly path: string
  /** Inside the source. */
  readonly full: string
  readonly entry: TreeEntry
}

export type ReadText = (file: { readonly path: string; readonly maxBytes: number }) => Promise<Result<string | undefined>>

const IGNORE_FILE_LIMIT_BYTES = 64 * 1024
const FILES_AT_ONCE = 1_000

export async function planContext(tree: Tree, build: BuildSpec, readText: ReadText): Promise<Result<readonly PlannedFile[]>> {
  const folder = findFolder(tree, build.path)
  if (!folder.ok) return folder
  const dockerfile = cleanPath(build.dockerfile) ?? ''
  const inSource = (path: string): string => [cleanPath(build.path), path].filter(Boolean).join('/')
  const found = dockerfile === '' ? ok(undefined) : findFile(tree, inSource(dockerfile))
  if (!found.ok) return found
  if (found.value === undefined) return err(noDockerfile(build))
  const prefix = inSource('') === '' ? '' : `${inSource('')}/`
  const odd = tree.unreadable.find((path) => path.startsWith(prefix))
  if (odd !== undefined) return err(oddName(build, odd))
  const ignoreText = await readIgnoreFile([`${dockerfile}.dockerignore`, '.dockerignore'].map(inSource), readText)
  if (!ignoreText.ok) return ignoreText
  const files = entriesBelow(tree, build.path).filter(({ entry }) => entry.kind !== 'submodule').map((file) => ({ ...file, full: `${prefix}${file.path}` }))
  return select(files.filter(({ path, full }) => isOwnFile(path, dockerfile) || isWatched(full, build.watch)), { ignoreText: ignoreText.value, dockerfile })
}

function isOwnFile(path: string, dockerfile: string): boolean {
  return path === dockerfile || path === '.dockerignore'
}

/**
 * The Dockerfile and `.dockerignore` are never left out: the engine needs them, and takes them away itself when the rules say so.
 */
async function select(files: readonly PlannedFile[], rules: { readonly ignoreText: string; readonly dockerfile: string }): Promise<Result<readonly PlannedFile[]>> {
  const { ignores, isEmpty } = readIgnoreRules(rules.ignoreText)
  if (isEmpty) return ok(files)
  const kept: PlannedFile[] = []
  try {
    for (const [index, file] of files.entries()) {
      // Matching is plain work in one thread: whoever asks for status meanwhile is let in between.
      if (index % FILES_AT_ONCE === FILES_AT_ONCE - 1) await nextTurn()
      if (isOwnFile(file.path, rules.dockerfile) || !ignores(file.path)) kept.push(file)
    }
    return ok(kept)
  } catch (error) {
    if (!(error instanceof IgnoreTooCostly)) throw error
    return err(failure('build-context-invalid', { subject: 'cannot apply .dockerignore', cause: `it has too many patterns for ${String(files.length)} files`, help: 'Use fewer and shorter patterns.' }))
  }
}

/** The ignore file that counts: the Dockerfile's own goes before the folder's. */
async function readIgnoreFile(paths: readonly string[], readText: ReadText): Promise<Result<string>> {
  for (const path of paths) {
    const text = await readText({ path, maxBytes: IGNORE_FILE_LIMIT_BYTES })
    if (!text.ok) return text
    if (text.value !== undefined) return ok(text.value)
  }
  return ok('')
}

function noDockerfile(build: BuildSpec): Failure {
  return failure('build-context-invalid', { subject: `cannot build from ${printable(build.path)}`, cause: `there is no regular file ${printable(build.dockerfile)}`, help: 'Commit a Dockerfile there, or set build.dockerfile in the manifest.' })
}

function oddName(build: BuildSpec, path: string): Failure {
  return failure('build-context-invalid', { subject: `cannot build from ${printable(build.path)}`, cause: `the name of ${printable(path)} cannot be part of a build context`, help: 'Rename the file: names must be UTF-8 and must not be .git.' })
}
