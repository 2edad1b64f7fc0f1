/** Tells git servers about commits. One request with a deadline for each; a token goes to the one address that the settings name and nowhere else. */
import type { CommitStatus } from '../../model/commit-status.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { shortCommit } from '../../model/revision.js'
import type { ForgeSettings } from '../../model/settings.js'
import type { ForgePort } from '../../ports.js'
import { readPrivateFile } from '../../private-file.js'
import { withDeadline } from '../../signals.js'
import type { Target } from './target.js'
import { targetOf } from './target.js'

export const DEADLINE_MS = 10_000
const ANSWER_CHARACTERS = 200
const MAX_TOKEN_BYTES = 64 * 1024

export function createForge(forges: readonly ForgeSettings[]): ForgePort {
  return {
    isWanted: (repository) => forgeOf(forges, repository) !== undefined,
    report: async (status, signal) => {
      const forge = forgeOf(forges, status.repository)
      if (!forge) return ok(undefined)
      const token = readToken(forge.tokenFile)
      if (!token.ok) return token
      const target = targetOf(status, { type: forge.type, token: token.value, ...(forge.api !== undefined && { api: forge.api.replace(/\/+$/, '') }) })
      if (!target) return err(refused(status, 'its address names no repository on a server', 'Name it by https or ssh in the form that the server shows.'))
      return post(status, target, signal)
    },
  }
}

/** The longest prefix wins, and ends at a boundary: `…/acme` does not speak for `…/acme-evil`. */
function forgeOf(forges: readonly ForgeSettings[], repository: string): ForgeSettings | undefined {
  const covers = ({ url }: ForgeSettings): boolean => repository.startsWith(url) && (url.endsWith('/') || url.endsWith(':') || repository.length === url.length || repository[url.length] === '/')
  return forges.filter(covers).toSorted((a, b) => b.url.length - a.url.length)[0]
}

/** Read for every status, so that a token can be changed without a restart. */
function readToken(path: string): Result<string> {
  const read = readPrivateFile(path, { maxBytes: MAX_TOKEN_BYTES, readers: 'owner', links: 'followed' })
  if (!read.ok) return err(noToken(path, read.error.cause, read.error.kind === 'missing' ? 'Write the token into it, mode 0600.' : read.error.help))
  const token = read.value.trim()
  return /^[\x21-\x7e]{1,500}$/.test(token) ? ok(token) : err(noToken(path, 'it does not hold one token', 'Write the token, and nothing else, into it.'))
}

function noToken(path: string, cause: string, help: string): Failure {
  return failure('forge-refused', { subject: `cannot use ${path} as a token for commit statuses`, cause, help })
}

async function post(status: CommitStatus, { url, headers, body }: Target, signal: AbortSignal): Promise<Result<void>> {
  try {
    return await withDeadline(DEADLINE_MS, [signal], async (limited) => {
      const answer = await fetch(url, { method: 'POST', redirect: 'error', signal: limited, body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'mist' } })
      const text = (await answer.text()).replace(/\s+/g, ' ').slice(0, ANSWER_CHARACTERS)
      if (answer.ok || isRepeated(answer.status, text)) return ok(undefined)
      if (answer.status === 429 || answer.status >= 500) return err(unreachable(status, `the server answered ${String(answer.status)}`))
      return err(refused(status, `the server answered ${String(answer.status)}: ${text}`, 'Check that the token may set commit statuses on this repository.'))
    })
  } catch (error) {
    return err(unreachable(status, wordsOf(error)))
  }
}

/** GitLab refuses a status that it already has. */
function isRepeated(status: number, text: string): boolean {
  return status === 400 && text.includes('Cannot transition status')
}

function refused({ repository, commit }: CommitStatus, cause: string, help: string): Failure {
  return failure('forge-refused', { subject: `cannot report on ${shortCommit(commit)} to ${repository}`, cause, help })
}

function unreachable({ repository, commit }: CommitStatus, cause: string): Failure {
  return failure('forge-unreachable', { subject: `cannot report on ${shortCommit(commit)} to ${repository}`, cause, help: 'It is tried again for a while; the release itself does not wait for it.' })
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return 'it did not answer in time'
  return error.cause instanceof Error ? error.cause.message : error.message
}
