/**
 * Earlier commits that must stay readable, held by refs of our own. A shallow fetch moves the branch on and leaves what was there
 * before to git's housekeeping; a ref keeps it. A copy that was made anew has lost them: then the remote is asked by id.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { localEnvironment, remoteEnvironment } from './environment.js'
import { LOCAL_DEADLINE_MS } from './objects.js'
import type { Remote } from './remote.js'
import type { GitRefusal } from './run.js'
import { runGit } from './run.js'

const FOLDER = 'refs/mist/kept/'
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/

export function isCommitId(text: string): boolean {
  return COMMIT.test(text)
}

/** Exactly these from now on. A commit that is not here cannot be kept and is passed over. */
export async function keepCommits(gitDir: string, commits: readonly string[], signal: AbortSignal): Promise<Result<void, GitRefusal>> {
  const listed = await local(gitDir, ['for-each-ref', '--format=%(refname)', FOLDER], signal)
  if (!listed.ok) return listed
  const wanted = new Set(commits.filter(isCommitId))
  const kept = new Set(listed.value.split('\n').filter((name) => name.startsWith(FOLDER)).map((name) => name.slice(FOLDER.length)))
  for (const commit of wanted) {
    if (!kept.has(commit) && await hasCommit(gitDir, commit, signal)) await local(gitDir, ['update-ref', FOLDER + commit, commit], signal)
  }
  for (const commit of kept) {
    if (!wanted.has(commit)) await local(gitDir, ['update-ref', '-d', FOLDER + commit], signal)
  }
  return signal.aborted ? err({ kind: 'aborted' }) : ok(undefined)
}

/** Asked before anything is read: an object that is missing would otherwise pass for a damaged copy. */
export async function hasCommit(gitDir: string, commit: string, signal: AbortSignal): Promise<boolean> {
  return (await local(gitDir, ['cat-file', '-e', `${commit}^{tree}`], signal)).ok
}

/** Most servers hand out any commit that a branch or tag of theirs still reaches. */
export async function bringCommit(gitDir: string, wanted: { readonly remote: Remote; readonly commit: string }, signal: AbortSignal): Promise<Result<void, GitRefusal>> {
  const { address, access, deadlines } = wanted.remote
  const refspec = `+${wanted.commit}:${FOLDER}${wanted.commit}`
  const args = ['fetch', '--depth=1', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--', address.url, refspec]
  const done = await runGit({ args, env: remoteEnvironment({ transport: address.transport, access }, gitDir), cwd: gitDir, deadlineMs: deadlines.fetchMs }, signal)
  return done.ok ? ok(undefined) : done
}

function local(gitDir: string, args: readonly string[], signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  return runGit({ args, env: localEnvironment(gitDir), cwd: gitDir, deadlineMs: LOCAL_DEADLINE_MS }, signal)
}
