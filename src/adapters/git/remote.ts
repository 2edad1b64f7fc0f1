/** Asks a remote where a ref stands: one `ls-remote`, read strictly. Fetches nothing. */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Access } from './access.js'
import type { GitAddress } from './address.js'
import { isRefName, printable } from './address.js'
import { remoteEnvironment } from './environment.js'
import { runGit } from './run.js'
import { troubleOf } from './trouble.js'

export interface Remote {
  readonly address: GitAddress
  readonly access: Access
  /** Branch or tag; empty for the default branch. */
  readonly ref: string
  readonly deadlines: Deadlines
}

export interface Deadlines {
  /** For asking where a ref stands. */
  readonly lookMs: number
  /** For bringing a commit here; a transfer that crawls ends sooner, see `http.lowSpeedLimit`. */
  readonly fetchMs: number
}

export const DEADLINES: Deadlines = { lookMs: 30_000, fetchMs: 300_000 }

/** Where the ref stands now. `fullName` is what a fetch asks for, `name` what a person reads. */
export interface RemoteRef {
  readonly name: string
  readonly fullName: string
  /** The commit; for an annotated tag the commit that it names. */
  readonly commit: string
}

export async function resolveRef(remote: Remote, cwd: string, signal: AbortSignal): Promise<Result<RemoteRef>> {
  const { address, access, ref } = remote
  const subject = `cannot look up ${ref === '' ? 'the default branch' : printable(ref)} of ${printable(address.url)}`
  if (!isRefName(ref)) return err(failure('source-refused', { subject, cause: 'this is not the name of a branch or tag', help: 'Use letters, digits and . _ / + @ # -, as `git check-ref-format` allows.' }))
  const patterns = ref === '' ? ['HEAD'] : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/tags/${ref}^{}`]
  const call = { args: ['ls-remote', '--symref', '--', address.url, ...patterns], env: remoteEnvironment({ transport: address.transport, access }), cwd, deadlineMs: remote.deadlines.lookMs }
  const answer = await runGit(call, signal)
  if (!answer.ok) return err(troubleOf(answer.error, { subject, secrets: access.secrets }))
  const found = ref === '' ? defaultBranch(answer.value) : namedRef(ref, answer.value)
  if (found) return ok(found)
  const cause = ref === '' ? 'the repository has no commit on its default branch' : 'the repository has no branch or tag of this name'
  return err(failure('source-ref-missing', { subject, cause, help: ref === '' ? 'Push a first commit, or name a branch.' : 'Push it, or name another branch or tag.' }))
}

function defaultBranch(text: string): RemoteRef | undefined {
  const commit = refsOf(text).get('HEAD')
  if (commit === undefined) return undefined
  const fullName = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(text)?.[1]
  // A detached HEAD has no branch to name.
  if (fullName === undefined) return { name: 'HEAD', fullName: 'HEAD', commit }
  const name = fullName.slice('refs/heads/'.length)
  return isRefName(name) ? { name, fullName, commit } : undefined
}

/** A branch goes before a tag of the same name. `ls-remote` matches tails, so names are compared whole. */
function namedRef(ref: string, text: string): RemoteRef | undefined {
  const refs = refsOf(text)
  const branch = refs.get(`refs/heads/${ref}`)
  if (branch !== undefined) return { name: ref, fullName: `refs/heads/${ref}`, commit: branch }
  const tag = refs.get(`refs/tags/${ref}^{}`) ?? refs.get(`refs/tags/${ref}`)
  return tag === undefined ? undefined : { name: ref, fullName: `refs/tags/${ref}`, commit: tag }
}

function refsOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').flatMap((line): [string, string][] => {
    const [, commit, name] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)$/.exec(line) ?? []
    return commit !== undefined && name !== undefined ? [[name, commit]] : []
  }))
}
