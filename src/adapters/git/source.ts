/** The source port: hands each question to the kind of source that it is about. */
import { join } from 'node:path'
import type { Grants } from '../../model/grants.js'
import type { BuildSpec, RepositoryRef } from '../../model/resource.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { CredentialSettings } from '../../model/settings.js'
import type { Revision } from '../../model/state.js'
import type { SourceAt, SourcePort } from '../../ports.js'
import type { FolderSource } from './folder-source.js'
import { createFolderSource } from './folder-source.js'
import { gitContext } from './git-context.js'
import type { GitAt, GitRef } from './git-source.js'
import { createGitSource } from './git-source.js'
import type { Deadlines } from './remote.js'
import { DEADLINES } from './remote.js'
import type { Tree } from './tree.js'
import { entriesBelow, findFolder } from './tree.js'
import type { WatchedTree } from './watched.js'
import { watchedDigest } from './watched.js'

export interface SourceOptions {
  readonly stateDir: string
  readonly credentials: readonly CredentialSettings[]
  readonly grants: Grants
  /** Repositories that the host settings name themselves; they may use any transport without a grant. */
  readonly configured?: readonly RepositoryRef[]
  /** Shorter ones are for tests. */
  readonly deadlines?: Deadlines
}

export function createSource(options: SourceOptions): SourcePort {
  const configured = (options.configured ?? []).flatMap((repository) => (repository.kind === 'git' ? [repository.url] : []))
  const git = createGitSource({ root: join(options.stateDir, 'git'), credentials: options.credentials, policy: { grants: options.grants, configured }, deadlines: options.deadlines ?? DEADLINES })
  const folder = createFolderSource()

  async function revision(repository: RepositoryRef, ask: (repository: GitRef) => Promise<Result<Revision>>, signal: AbortSignal): Promise<Result<Revision>> {
    return repository.kind === 'git' ? ask(repository) : folder.look(repository.path, signal)
  }

  async function readFile(at: SourceAt, file: { readonly path: string; readonly maxBytes: number }, signal: AbortSignal): Promise<Result<string | undefined>> {
    if (at.repository.kind === 'folder') return folder.readFile({ path: at.repository.path, commit: at.commit }, file, signal)
    const tree = await git.treeAt(gitAt(at.repository, at.commit), signal)
    return tree.ok ? git.reader.text(tree.value, file, signal) : tree
  }

  async function listFiles(at: SourceAt, path: string, signal: AbortSignal): Promise<Result<readonly string[]>> {
    if (at.repository.kind === 'folder') return folder.listFiles({ path: at.repository.path, commit: at.commit }, path, signal)
    const tree = await git.treeAt(gitAt(at.repository, at.commit), signal)
    if (!tree.ok) return tree
    const found = findFolder(tree.value.tree, path)
    if (!found.ok) return found
    const prefix = path === '.' || path === '' ? '' : `${path.replace(/\/$/, '')}/`
    return ok(entriesBelow(tree.value.tree, path).filter(({ entry }) => entry.kind === 'file' || entry.kind === 'executable').map((item) => `${prefix}${item.path}`))
  }

  async function treeDigest(at: SourceAt, path: string, signal: AbortSignal): Promise<Result<string>> {
    if (at.repository.kind === 'folder') return folder.treeDigest({ path: at.repository.path, commit: at.commit }, path, signal)
    const tree = await git.treeAt(gitAt(at.repository, at.commit), signal)
    if (!tree.ok) return tree
    const found = findFolder(tree.value.tree, path)
    return found.ok ? ok(`${found.value.length === 64 ? 'sha256' : 'sha1'}:${found.value}`) : found
  }

  async function pathsDigest(at: SourceAt, wanted: Parameters<SourcePort['pathsDigest']>[1], signal: AbortSignal): Promise<Result<string>> {
    if (at.repository.kind === 'folder') return folder.pathsDigest({ path: at.repository.path, commit: at.commit }, wanted, signal)
    const found = await git.treeAt(gitAt(at.repository, at.commit), signal)
    return found.ok ? watchedDigest(idsOf(found.value.tree), wanted) : found
  }

  async function buildContext(build: BuildSpec, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>> {
    if (build.repository.kind === 'folder') return folder.buildContext({ path: build.repository.path, commit: build.commit }, build, signal)
    const tree = await git.treeAt(gitAt(build.repository, build.commit), signal)
    return tree.ok ? gitContext(git.reader, { at: tree.value, build }, signal) : tree
  }

  async function bring(at: SourceAt, signal: AbortSignal): Promise<Result<void>> {
    if (at.repository.kind === 'git') return git.bring(gitAt(at.repository, at.commit), signal)
    const now = await folder.look(at.repository.path, signal)
    if (!now.ok) return now
    return now.value.commit === at.commit ? ok(undefined) : err(failure('source-ref-missing', { subject: `cannot read ${at.repository.path} as it was`, cause: 'a folder has no history', help: 'Put back the files as they were, or use a git repository as the source.' }))
  }

  return {
    fetch: (repository, signal) => revision(repository, (ref) => git.fetch(ref, signal), signal),
    current: (repository, signal) => revision(repository, (ref) => git.current(ref, signal), signal),
    readFile, readBytes: byteReader({ git, folder }), listFiles, treeDigest, pathsDigest, buildContext, bring,
    branches: async (repository, query, signal) => (repository.kind === 'git' ? git.branches(repository, query, signal) : ok({ branches: [], unusable: 0 })),
    keep: async (repository, commits, signal) => (repository.kind === 'git' ? git.keep(repository, commits, signal) : ok(undefined)),
  }
}

function byteReader({ git, folder }: { readonly git: ReturnType<typeof createGitSource>; readonly folder: FolderSource }): SourcePort['readBytes'] {
  return async ({ repository, commit }, file, signal) => {
    if (repository.kind === 'folder') return folder.readBytes({ path: repository.path, commit }, file, signal)
    const tree = await git.treeAt(gitAt(repository, commit), signal)
    return tree.ok ? git.reader.bytes(tree.value, file, signal) : tree
  }
}

/** Git names a folder by all that is in it. */
function idsOf(tree: Tree): WatchedTree {
  return { tree, folderDigest: (path) => (path === '' ? tree.rootId : (tree.entries.get(path)?.id ?? '')) }
}

function gitAt(repository: GitRef, commit: string): GitAt {
  return { repository, commit }
}
