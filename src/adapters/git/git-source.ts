/**
 * The source port for git repositories: asks the remote, keeps the mirror, reads at a commit. Commits never change, so what was
 * read at one is remembered; a pass with nothing new costs one `ls-remote` and no other process.
 */
import { mkdir } from 'node:fs/promises'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { BranchList } from '../../model/preview.js'
import type { RepositoryRef } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { CredentialSettings } from '../../model/settings.js'
import type { Revision } from '../../model/state.js'
import { accessFor } from './access.js'
import type { AddressPolicy, GitAddress } from './address.js'
import { isRefName, parseAddress, printable } from './address.js'
import type { BranchQuery } from '../../ports.js'
import { findBranches, readBranchRecord } from './branches.js'
import type { CommitReader, CommitTree } from './commit-reader.js'
import { createCommitReader } from './commit-reader.js'
import { bringCommit, hasCommit, isCommitId, keepCommits } from './kept.js'
import { fetchInto, isSuspect, mirrorExists, mirrorPath } from './mirror.js'
import { readRecord, writeRecord } from './record.js'
import type { Deadlines, Remote, RemoteRef } from './remote.js'
import { resolveRef } from './remote.js'
import { isPassing, troubleOf } from './trouble.js'

export type GitRef = Extract<RepositoryRef, { kind: 'git' }>

export interface GitSourceOptions {
  /** Folder for the mirrors. */
  readonly root: string
  readonly credentials: readonly CredentialSettings[]
  readonly policy: AddressPolicy
  readonly deadlines: Deadlines
}

export interface GitAt {
  readonly repository: GitRef
  readonly commit: string
}

export interface GitSource {
  fetch(repository: GitRef, signal: AbortSignal): Promise<Result<Revision>>
  current(repository: GitRef, signal: AbortSignal): Promise<Result<Revision>>
  treeAt(at: GitAt, signal: AbortSignal): Promise<Result<CommitTree>>
  keep(repository: GitRef, commits: readonly string[], signal: AbortSignal): Promise<Result<void>>
  bring(at: GitAt, signal: AbortSignal): Promise<Result<void>>
  branches(repository: GitRef, query: BranchQuery, signal: AbortSignal): Promise<Result<BranchList>>
  readonly reader: CommitReader
  gitDirOf(repository: GitRef): Result<string>
}

export function createGitSource(options: GitSourceOptions): GitSource {
  const reader = createCommitReader()
  const queue = createQueue()

  async function fetch(repository: GitRef, signal: AbortSignal): Promise<Result<Revision>> {
    try {
      await mkdir(options.root, { recursive: true, mode: 0o700 })
      return await fetchNow(repository, signal)
    } catch (error) {
      return err(unwritable(repository, error))
    }
  }

  async function fetchNow(repository: GitRef, signal: AbortSignal): Promise<Result<Revision>> {
    const remote = await remoteOf(options, repository)
    if (!remote.ok) return remote
    const at = await resolveRef(remote.value, options.root, signal)
    if (!at.ok) return at
    const gitDir = mirrorPath(options.root, remote.value.address)
    return queue(gitDir, async () => (await unchanged(reader, { gitDir, ref: remote.value.ref, at: at.value }, signal)) ?? await bring(gitDir, { remote: remote.value, at: at.value }, signal))
  }

  async function bring(gitDir: string, wanted: { readonly remote: Remote; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<Revision>> {
    const { address, access, ref } = wanted.remote
    const subject = `cannot fetch ${wanted.at.name} of ${printable(address.url)}`
    const commit = await fetchInto(gitDir, wanted, signal)
    if (!commit.ok) return err(troubleOf(commit.error, { subject, secrets: access.secrets }))
    const tree = await reader.tree(gitDir, commit.value, signal)
    if (!tree.ok) return tree
    const revision = revisionOf(wanted.at.name, tree.value)
    await writeRecord(gitDir, ref, revision)
    return ok(revision)
  }

  async function current(repository: GitRef, signal: AbortSignal): Promise<Result<Revision>> {
    const gitDir = gitDirOf(repository)
    if (!gitDir.ok) return gitDir
    const record = isRefName(repository.ref) ? await readRecord(gitDir.value, refOf(repository)) : undefined
    if (record === undefined) return err(neverFetched(repository))
    const tree = await reader.tree(gitDir.value, record.commit, signal)
    return tree.ok ? ok(record) : tree
  }

  function gitDirOf(repository: GitRef): Result<string> {
    const address = parseAddress(repository.url, options.policy)
    return address.ok ? ok(mirrorPath(options.root, address.value)) : address
  }

  async function treeAt(at: GitAt, signal: AbortSignal): Promise<Result<CommitTree>> {
    const gitDir = gitDirOf(at.repository)
    return gitDir.ok ? reader.tree(gitDir.value, at.commit, signal) : gitDir
  }

  return { fetch, current, treeAt, reader, gitDirOf, branches: brancher(options, { gitDirOf, queue, reader }), ...keeper(options, { gitDirOf, queue }) }
}

function brancher(options: GitSourceOptions, { gitDirOf, queue, reader }: KeeperTools & Pick<GitSource, 'reader'>): GitSource['branches'] {
  return async (repository, { patterns, fetch }, signal) => {
    const gitDir = gitDirOf(repository)
    if (!gitDir.ok) return gitDir
    if ((await mirrorExists(gitDir.value)) === 'absent') return err(neverFetched(repository))
    if (fetch === 'local') {
      const told = await readBranchRecord(gitDir.value, patterns)
      return told ? ok(told) : err(neverFetched(repository))
    }
    const remote = await remoteOf(options, repository)
    if (!remote.ok) return remote
    try {
      return await queue(gitDir.value, () => findBranches(reader, { gitDir: gitDir.value, remote: remote.value, patterns }, signal))
    } catch (error) {
      return err(unwritable(repository, error))
    }
  }
}

type Keeper = Pick<GitSource, 'keep' | 'bring'>

interface KeeperTools extends Pick<GitSource, 'gitDirOf'> {
  readonly queue: ReturnType<typeof createQueue>
}

function keeper(options: GitSourceOptions, { gitDirOf, queue }: KeeperTools): Keeper {
  return {
    async keep(repository, commits, signal) {
      const gitDir = gitDirOf(repository)
      if (!gitDir.ok) return gitDir
      if ((await mirrorExists(gitDir.value)) === 'absent') return ok(undefined)
      const kept = await queue(gitDir.value, () => keepCommits(gitDir.value, commits, signal))
      return kept.ok ? kept : err(troubleOf(kept.error, { subject: `cannot keep earlier commits of ${printable(repository.url)}`, secrets: [] }))
    },
    async bring({ repository, commit }, signal) {
      const gitDir = gitDirOf(repository)
      if (!gitDir.ok) return gitDir
      const subject = `cannot read commit ${printable(commit).slice(0, 12)} of ${printable(repository.url)}`
      if (!isCommitId(commit)) return err(failure('source-refused', { subject, cause: 'this is not the id of a commit' }))
      if ((await mirrorExists(gitDir.value)) === 'absent') return err(failure('source-ref-missing', { subject, cause: 'the repository was not fetched so far', help: 'Fetch it once, for example with: mistctl diff' }))
      if (await hasCommit(gitDir.value, commit, signal)) return ok(undefined)
      const remote = await remoteOf(options, repository)
      if (!remote.ok) return remote
      const brought = await queue(gitDir.value, () => bringCommit(gitDir.value, { remote: remote.value, commit }, signal))
      if (brought.ok) return brought
      const trouble = troubleOf(brought.error, { subject, secrets: remote.value.access.secrets })
      return err(isPassing(brought.error) ? trouble : lost(trouble))
    },
  }
}

/** What the server will not hand out by its id is not here and not there. */
function lost(trouble: Failure): Failure {
  if (trouble.code === 'aborted' || trouble.code === 'source-auth-failed') return trouble
  const cause = `it is no longer in the copy on this host, and the server did not hand it out (${trouble.cause})`
  return failure('source-ref-missing', { subject: trouble.subject, cause, help: 'Push it to a branch or tag of the repository again, or commit what you want.' })
}

async function remoteOf(options: GitSourceOptions, repository: GitRef): Promise<Result<Remote>> {
  const address: Result<GitAddress> = parseAddress(repository.url, options.policy)
  if (!address.ok) return address
  const access = await accessFor(address.value, options.credentials)
  return access.ok ? ok({ address: address.value, access: access.value, ref: refOf(repository), deadlines: options.deadlines }) : access
}

/** `HEAD` and nothing both mean the default branch. */
function refOf(repository: GitRef): string {
  return repository.ref === 'HEAD' ? '' : repository.ref
}

/** The file system under the mirrors refused: full, read-only, or not ours. */
function unwritable(repository: GitRef, error: unknown): Failure {
  const cause = `the copy on this host cannot be written (${error instanceof Error ? printable(error.message) : 'unknown'})`
  return failure('source-unreachable', { subject: `cannot fetch ${printable(repository.url)}`, cause, help: 'Check the state directory and its free space.' })
}

/** The record, when it says what the remote says and the copy can be read. */
async function unchanged(reader: CommitReader, here: { readonly gitDir: string; readonly ref: string; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<Revision> | undefined> {
  const record = await readRecord(here.gitDir, here.ref)
  if (record === undefined || record.commit !== here.at.commit || record.ref !== here.at.name) return undefined
  if ((await mirrorExists(here.gitDir)) === 'absent' || await isSuspect(here.gitDir)) return undefined
  const tree = await reader.tree(here.gitDir, record.commit, signal)
  return tree.ok ? ok(record) : undefined
}

function revisionOf(name: string, at: CommitTree): Revision {
  const { commit, facts } = at
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  return { label: `${name}@${format}:${commit}`, ref: name, commit, subject: facts.subject, author: facts.author, committedAt: facts.committedAt }
}

function neverFetched(repository: GitRef): Failure {
  const subject = `cannot look up ${printable(repository.ref) || 'the default branch'} of ${printable(repository.url)}`
  return failure('source-ref-missing', { subject, cause: 'it was not fetched so far', help: 'Start mistd, or fetch it once with: mistctl apply' })
}

/** One fetch at a time per mirror: two would fight over git's locks. */
function createQueue(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const tail = mine.catch(() => undefined)
    tails.set(key, tail)
    try {
      return await mine
    } finally {
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}
