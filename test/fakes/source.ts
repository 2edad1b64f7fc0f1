/** Fake repositories: commits are sets of files that never change. The remote can be down, pushed by force, or lose a commit. */
import { wantsBranch } from '../../src/model/branch-pattern.js'
import { failure } from '../../src/model/failure.js'
import { digestOf } from '../../src/model/fingerprint.js'
import type { Branch } from '../../src/model/preview.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import type { RepositoryRef } from '../../src/model/resource.js'
import type { Revision } from '../../src/model/state.js'
import type { SourceAt, SourcePort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'

export type Files = Readonly<Record<string, string>>

export interface FakeRemote {
  /** Makes a commit the newest one and answers its id. */
  commit(files: Files, url?: string): string
  /** Points the branch at an older commit, as a forced push does. */
  forcePush(commit: string, url?: string): void
  /** The commit can no longer be read, here or there. */
  lose(commit: string, url?: string): void
  /** Makes a commit the newest one of a branch beside the main one. */
  push(branch: string, files: Files, at?: { readonly url?: string; readonly committedAt?: string }): string
  removeBranch(branch: string, url?: string): void
  up: boolean
  readonly repositories: Map<string, FakeRepository>
}

interface FakeRepository {
  readonly commits: Map<string, { readonly files: Files; readonly revision: Revision }>
  head: string | undefined
  /** What the state directory of the process has fetched; it survives the process. */
  local: string | undefined
  /** Name → newest commit, of branches beside the main one. */
  readonly branches: Map<string, string>
  /** What the remote said of them last. */
  told: readonly Branch[] | undefined
}

const LONG_AGO = '2026-01-01T00:00:00Z'

export const MAIN_URL = 'file:///srv/git/main.git'

export function createRemote(): FakeRemote {
  const repositories = new Map<string, FakeRepository>()
  const at = (url: string): FakeRepository => {
    const found = repositories.get(url) ?? { commits: new Map(), head: undefined, local: undefined, branches: new Map(), told: undefined }
    repositories.set(url, found)
    return found
  }
  let count = 0
  const add = (repository: FakeRepository, files: Files, { ref, committedAt }: { readonly ref: string; readonly committedAt: string }): string => {
    count += 1
    const commit = digestOf([files, count]).slice(0, 40)
    const revision: Revision = { label: `${ref}@sha1:${commit}`, ref, commit, subject: `commit ${String(count)}`, author: 'A. Person', committedAt }
    repository.commits.set(commit, { files, revision })
    return commit
  }
  return {
    repositories,
    up: true,
    commit: (files, url = MAIN_URL) => {
      const repository = at(url)
      const commit = add(repository, files, { ref: 'main', committedAt: LONG_AGO })
      repository.head = commit
      return commit
    },
    push: (branch, files, { url = MAIN_URL, committedAt = LONG_AGO } = {}) => {
      const repository = at(url)
      const commit = add(repository, files, { ref: branch, committedAt })
      repository.branches.set(branch, commit)
      return commit
    },
    removeBranch: (branch, url = MAIN_URL) => {
      at(url).branches.delete(branch)
    },
    forcePush: (commit, url = MAIN_URL) => {
      at(url).head = commit
    },
    lose: (commit, url = MAIN_URL) => {
      at(url).commits.delete(commit)
    },
  }
}

export function createFakeSource(remote: FakeRemote, line: FaultLine, life: Life): SourcePort {
  const urlOf = (repository: RepositoryRef): string => (repository.kind === 'git' ? repository.url : repository.path)
  const unreachable = (repository: RepositoryRef): Result<never> => err(failure('source-unreachable', { subject: `cannot fetch ${urlOf(repository)}`, cause: 'Connection refused' }))
  const missing = (repository: RepositoryRef, what: string): Result<never> => err(failure('source-ref-missing', { subject: `cannot read ${urlOf(repository)}`, cause: `${what} does not exist` }))
  const revisionAt = (repository: RepositoryRef, commit: string | undefined): Result<Revision> => {
    const found = commit === undefined ? undefined : remote.repositories.get(urlOf(repository))?.commits.get(commit)
    return found ? ok(found.revision) : missing(repository, commit ?? 'the branch')
  }
  const filesAt = ({ repository, commit }: SourceAt): Result<Files> => {
    const found = remote.repositories.get(urlOf(repository))?.commits.get(commit)
    return found ? ok(found.files) : missing(repository, commit)
  }
  const read = <T>(name: string, subject: string, work: { readonly signal: AbortSignal; readonly act: () => Result<T> }): Promise<Result<T>> => line.guard(life, { name, access: 'read', subject, ...work })
  return {
    fetch: (repository, signal) => read('fetch', urlOf(repository), {
      signal,
      act: () => {
        if (!remote.up) return unreachable(repository)
        const found = remote.repositories.get(urlOf(repository))
        const revision = revisionAt(repository, found?.head)
        if (found && revision.ok) found.local = found.head
        return revision
      },
    }),
    current: (repository, signal) => read('current', urlOf(repository), { signal, act: () => revisionAt(repository, remote.repositories.get(urlOf(repository))?.local) }),
    readFile: (at, file, signal) => read('readFile', file.path, { signal, act: () => textOf(filesAt(at), file) }),
    readBytes: (at, file, signal) => read('readBytes', file.path, { signal, act: () => map(textOf(filesAt(at), file), (text) => (text === undefined ? undefined : { bytes: Buffer.from(text), executable: false })) }),
    listFiles: (at, folder, signal) => read('listFiles', folder, { signal, act: () => map(filesAt(at), (files) => Object.keys(below(files, folder)).map((path) => (folder === '.' ? path : `${folder}/${path}`)).sort()) }),
    treeDigest: (at, folder, signal) => read('treeDigest', folder, {
      signal,
      act: () => {
        const files = filesAt(at)
        if (!files.ok) return files
        const tree = below(files.value, folder)
        return Object.keys(tree).length > 0 ? ok(digestOf(tree)) : err(failure('build-context-invalid', { subject: `cannot read ${folder}`, cause: 'there is no such folder' }))
      },
    }),
    pathsDigest: (at, { paths, optional }, signal) => read('pathsDigest', paths.join(' '), {
      signal,
      act: () => map(filesAt(at), (files) => digestOf([...paths, ...optional].map((path) => [path, files[path], below(files, path)]))),
    }),
    branches: (repository, { patterns, fetch }, signal) => read('branches', urlOf(repository), {
      signal,
      act: () => {
        const found = remote.repositories.get(urlOf(repository))
        if (!found) return missing(repository, 'the repository')
        if (fetch === 'remote' && !remote.up) return unreachable(repository)
        if (fetch === 'remote') found.told = [...found.branches].sort().map(([name, commit]) => ({ name, commit, committedAt: found.commits.get(commit)?.revision.committedAt ?? '' }))
        return found.told ? ok({ branches: found.told.filter(({ name }) => wantsBranch(patterns, name)), defaultBranch: 'main', unusable: 0 }) : missing(repository, 'what the remote said')
      },
    }),
    keep: () => Promise.resolve(ok(undefined)),
    bring: (at, signal) => read('bring', at.commit, { signal, act: () => map(filesAt(at), () => undefined) }),
    buildContext: ({ repository, commit, path }, signal) => read('buildContext', path, { signal, act: () => map(filesAt({ repository, commit }), (files) => packed(below(files, path))) }),
  }
}

function textOf(files: Result<Files>, { path, maxBytes }: { readonly path: string; readonly maxBytes: number }): Result<string | undefined> {
  const text = map(files, (all) => all[path])
  if (!text.ok || text.value === undefined || text.value.length <= maxBytes) return text
  return err(failure('source-refused', { subject: `cannot read ${path}`, cause: `it is ${String(text.value.length)} bytes, more than the ${String(maxBytes)} that are allowed` }))
}

function map<A, B>(result: Result<A>, change: (value: A) => B): Result<B> {
  return result.ok ? ok(change(result.value)) : result
}

function below(files: Files, folder: string): Files {
  if (folder === '.') return files
  const prefix = `${folder.replace(/\/$/, '')}/`
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(prefix)).map(([path, text]) => [path.slice(prefix.length), text]))
}

async function* packed(files: Files): AsyncIterable<Uint8Array> {
  await Promise.resolve()
  yield Buffer.from(JSON.stringify(files))
}
