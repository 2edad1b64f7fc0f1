/**
 * The copy of one repository on this host: a bare repository that only Mist writes and that may be thrown away at any time.
 * Fetches one ref into it, shallow and forced. A damaged copy is replaced by a fresh one made beside it, never repaired.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { GitAddress } from './address.js'
import { localEnvironment, remoteEnvironment } from './environment.js'
import { LOCAL_DEADLINE_MS } from './objects.js'
import { keeperRef } from './record.js'
import type { Remote, RemoteRef } from './remote.js'
import type { GitRefusal } from './run.js'
import { runGit } from './run.js'
import { cannotBeShallow, isBusy, isCorrupt } from './trouble.js'

const BUSY_TRIES = 4
const BUSY_WAIT_MS = 250
/** A half-made copy of a process that was killed; younger ones may belong to one that runs. */
const LEFTOVER_AGE_MS = 15 * 60_000
const SUSPECT_FILE = 'mist-suspect'

export function mirrorPath(root: string, address: GitAddress): string {
  return join(root, createHash('sha256').update(address.canonical).digest('hex').slice(0, 40))
}

export async function mirrorExists(gitDir: string): Promise<'present' | 'absent'> {
  const found = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => stat(join(gitDir, name)).then(() => true, () => false)))
  return found.every(Boolean) ? 'present' : 'absent'
}

/** Remembers across processes that a read failed, so that the next fetch replaces the copy. */
export async function markSuspect(gitDir: string): Promise<void> {
  await writeFile(join(gitDir, SUSPECT_FILE), '', { mode: 0o600 }).catch(() => undefined)
}

export async function isSuspect(gitDir: string): Promise<boolean> {
  return stat(join(gitDir, SUSPECT_FILE)).then(() => true, () => false)
}

/** Brings the ref here; answers with the commit that arrived, which may be newer than the one that was announced. */
export async function fetchInto(gitDir: string, wanted: { readonly remote: Remote; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  await removeLeftovers(gitDir)
  const usable = (await mirrorExists(gitDir)) === 'present' && !(await isSuspect(gitDir))
  if (!usable) return replace(gitDir, wanted, signal)
  const fetched = await fetchPatiently(gitDir, wanted, signal)
  // A lock that stays is that of a killed process; a copy that git cannot read will not heal. Both end the same way.
  if (fetched.ok || !(isCorrupt(fetched.error) || isBusy(fetched.error))) return fetched
  return replace(gitDir, wanted, signal)
}

/** Several refs at once, each forced into a ref of our own. The mirror has to be there. */
export function fetchRefs(gitDir: string, wanted: { readonly remote: Remote; readonly refspecs: readonly string[] }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  return patiently(() => fetchShallow(gitDir, wanted, signal), signal)
}

function fetchPatiently(gitDir: string, wanted: { readonly remote: Remote; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  return patiently(() => fetchOnce(gitDir, wanted, signal), signal)
}

async function patiently(fetch: () => Promise<Result<string, GitRefusal>>, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  for (let attempt = 1; ; attempt += 1) {
    const fetched = await fetch()
    if (fetched.ok || !isBusy(fetched.error) || attempt === BUSY_TRIES || signal.aborted) return fetched
    await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS * attempt))
  }
}

/** Makes a fresh copy beside the old one and swaps them; the old one serves readers until then. */
async function replace(gitDir: string, wanted: { readonly remote: Remote; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  const suffix = randomBytes(6).toString('hex')
  const fresh = `${gitDir}.new-${suffix}`
  const old = `${gitDir}.old-${suffix}`
  await mkdir(fresh, { recursive: true, mode: 0o700 })
  try {
    const made = await initialise(fresh, wanted.at.commit, signal)
    if (!made.ok) return made
    const fetched = await fetchPatiently(fresh, wanted, signal)
    if (!fetched.ok) return fetched
    await rename(gitDir, old).catch(() => undefined)
    await rename(fresh, gitDir)
    return fetched
  } finally {
    await Promise.all([fresh, old].map((path) => rm(path, { recursive: true, force: true })))
  }
}

function initialise(gitDir: string, commit: string, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  const args = ['init', '--bare', '--template=', '--initial-branch=none', `--object-format=${format}`, '--', gitDir]
  return runGit({ args, env: localEnvironment(gitDir), cwd: gitDir, deadlineMs: LOCAL_DEADLINE_MS }, signal)
}

async function fetchOnce(gitDir: string, wanted: { readonly remote: Remote; readonly at: RemoteRef }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  // Forced and into a ref of our own: what was there before has no say, so a rewritten history is nothing special.
  const fetched = await fetchShallow(gitDir, { remote: wanted.remote, refspecs: [`+${wanted.at.fullName}:${keeperRef(wanted.remote.ref)}`] }, signal)
  if (!fetched.ok) return fetched
  const args = ['rev-parse', '--verify', '--end-of-options', `${keeperRef(wanted.remote.ref)}^{commit}`]
  const commit = await runGit({ args, env: localEnvironment(gitDir), cwd: gitDir, deadlineMs: LOCAL_DEADLINE_MS }, signal)
  if (!commit.ok) return commit
  const id = commit.value.trim()
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? ok(id) : err({ kind: 'exit', text: 'fatal: not a valid object name' })
}

interface WantedRefs {
  readonly remote: Remote
  readonly refspecs: readonly string[]
}

async function fetchShallow(gitDir: string, wanted: WantedRefs, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  const shallow = await fetchAt(gitDir, { ...wanted, depth: ['--depth=1'] }, signal)
  return shallow.ok || !cannotBeShallow(shallow.error) ? shallow : fetchAt(gitDir, { ...wanted, depth: [] }, signal)
}

function fetchAt(gitDir: string, wanted: WantedRefs & { readonly depth: readonly string[] }, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  const { address, access, deadlines } = wanted.remote
  const args = ['fetch', ...wanted.depth, '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--', address.url, ...wanted.refspecs]
  return runGit({ args, env: remoteEnvironment({ transport: address.transport, access }, gitDir), cwd: gitDir, deadlineMs: deadlines.fetchMs }, signal)
}

async function removeLeftovers(gitDir: string): Promise<void> {
  const folder = dirname(gitDir)
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(`${basename(gitDir)}.`))
  for (const name of names) {
    const path = join(folder, name)
    const age = await stat(path).then((found) => Date.now() - found.mtimeMs, () => 0)
    if (age > LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true })
  }
}
