/**
 * A tree as a table of paths: the only way by which a path of a manifest reaches content. A path is looked up, never opened,
 * so `..` and links lead nowhere. Knows modes; knows no contents.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { printable } from './address.js'

export type EntryKind = 'file' | 'executable' | 'link' | 'folder' | 'submodule'

export interface TreeEntry {
  readonly kind: EntryKind
  /** Digest of the content; for a folder the digest of its tree. */
  readonly id: string
}

export interface Tree {
  readonly entries: ReadonlyMap<string, TreeEntry>
  readonly rootId: string
  /** Paths that are no UTF-8: they cannot be asked for, and no context may silently lack them. */
  readonly unreadable: readonly string[]
}

const KINDS: Readonly<Record<string, EntryKind>> = { '120': 'link', '040': 'folder', '160': 'submodule' }

/** Reads `git ls-tree -r -t -z`. */
export function parseTree(raw: Uint8Array, rootId: string): Tree {
  const entries = new Map<string, TreeEntry>()
  const unreadable: string[] = []
  const text = Buffer.from(raw).toString('utf8')
  for (const line of text.split('\0')) {
    const tab = line.indexOf('\t')
    const [mode = '', , id = ''] = line.slice(0, Math.max(tab, 0)).split(' ')
    if (tab < 0 || id === '') continue
    const path = line.slice(tab + 1)
    if (path.includes('\ufffd') || !isPlainPath(path)) unreadable.push(path)
    else entries.set(path, { kind: kindOf(mode), id })
  }
  return { entries, rootId, unreadable }
}

/** A regular file; undefined when nothing is there. A link, a folder or a submodule in its place, or on the way to it, is refused. */
export function findFile(tree: Tree, path: string): Result<TreeEntry | undefined> {
  const clean = cleanPath(path)
  if (clean === undefined) return err(refusedPath(path, 'a path must stay inside the repository'))
  const obstacle = obstacleOnTheWay(tree, clean)
  if (obstacle !== undefined) return err(refusedPath(path, obstacle))
  const entry = tree.entries.get(clean)
  if (entry === undefined || entry.kind === 'file' || entry.kind === 'executable') return ok(entry)
  return err(refusedPath(path, `it is ${ARTICLE[entry.kind]}, not a regular file`))
}

/** The id of the tree at a folder. */
export function findFolder(tree: Tree, folder: string): Result<string> {
  const clean = cleanPath(folder)
  if (clean === undefined) return err(refusedPath(folder, 'a path must stay inside the repository'))
  if (clean === '') return ok(tree.rootId)
  const obstacle = obstacleOnTheWay(tree, `${clean}/`)
  if (obstacle !== undefined) return err(refusedPath(folder, obstacle))
  const entry = tree.entries.get(clean)
  if (entry?.kind === 'folder') return ok(entry.id)
  const cause = entry === undefined ? 'there is no such folder' : 'it is a file'
  return err(failure('build-context-invalid', { subject: `cannot use folder ${printable(folder)}`, cause, help: 'Check build.path in the manifest.' }))
}

/** What stands at a path, of whatever kind; `.` has none. Nothing is found through a link. */
export function findEntry(tree: Tree, path: string): Result<TreeEntry | undefined> {
  const clean = cleanPath(path)
  if (clean === undefined) return err(refusedPath(path, 'a path must stay inside the repository'))
  const obstacle = obstacleOnTheWay(tree, clean)
  return obstacle === undefined ? ok(tree.entries.get(clean)) : err(refusedPath(path, obstacle))
}

/** Entries below a folder that hold content, sorted; paths relative to the folder. */
export function entriesBelow(tree: Tree, folder: string): readonly { readonly path: string; readonly entry: TreeEntry }[] {
  const clean = cleanPath(folder) ?? ''
  const prefix = clean === '' ? '' : `${clean}/`
  const found: { path: string; entry: TreeEntry }[] = []
  for (const [path, entry] of tree.entries) {
    if (entry.kind !== 'folder' && path.startsWith(prefix)) found.push({ path: path.slice(prefix.length), entry })
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** `''` for the root, `a/b` for anything else; undefined when the path leads outside or is no path. */
export function cleanPath(path: string): string | undefined {
  if (path === '' || path === '.' || path === './') return ''
  const bare = path.replace(/^(\.\/)+/, '').replace(/\/$/, '')
  return isPlainPath(bare) && !bare.includes('\\') ? bare : undefined
}

const ARTICLE: Readonly<Record<EntryKind, string>> = { file: 'a file', executable: 'a file', link: 'a symbolic link', folder: 'a folder', submodule: 'a submodule' }

function kindOf(mode: string): EntryKind {
  return KINDS[mode.slice(0, 3)] ?? ((Number.parseInt(mode.slice(-3), 8) & 0o100) === 0 ? 'file' : 'executable')
}

function isPlainPath(path: string): boolean {
  if (path === '' || path.length > 4_096 || path.includes('\0')) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git')
}

function obstacleOnTheWay(tree: Tree, path: string): string | undefined {
  const parts = path.split('/')
  for (let depth = 1; depth < parts.length; depth += 1) {
    const parent = parts.slice(0, depth).join('/')
    const kind = tree.entries.get(parent)?.kind
    if (kind === 'link' || kind === 'submodule') return `${printable(parent)} is ${ARTICLE[kind]}, which Mist does not follow`
  }
  return undefined
}

function refusedPath(path: string, cause: string): Failure {
  return failure('source-refused', { subject: `cannot read ${printable(path) || 'an empty path'}`, cause, help: 'Commit a regular file or folder at this path.' })
}
