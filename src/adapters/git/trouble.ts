/**
 * Turns git's words into a failure that says who has to act. The texts are git's and ssh's in the C locale; what no rule knows
 * is called unreachable, since retrying is the harmless answer. Never repeats a secret or a control byte.
 */
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { printable } from './address.js'
import type { GitRefusal } from './run.js'

export interface TroubleContext {
  /** `cannot <do> <subject>`. */
  readonly subject: string
  readonly secrets: readonly string[]
}

interface Rule {
  readonly when: RegExp
  readonly code: FailureCode
  readonly cause?: string
  readonly help: string
}

const RULES: readonly Rule[] = [
  { when: /spawn git ENOENT/, code: 'source-unreachable', cause: 'git is not installed', help: 'Install git 2.30 or newer on this host.' },
  { when: /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key for .* has changed/, code: 'source-auth-failed', cause: 'the server shows another host key than the one that is known', help: 'Find out why the key changed; then replace the line in knownHostsFile.' },
  { when: /Host key verification failed|host key is known for/, code: 'source-auth-failed', cause: 'the host key of the server is not known', help: 'Compare the server\'s key with its published fingerprint and add it to knownHostsFile.' },
  { when: /Authentication failed|could not read (Username|Password)|Permission denied|Access denied|returned error: 40[13]|Invalid username or|Load key .*: /, code: 'source-auth-failed', help: 'Check the credentials for this address in the host settings.' },
  { when: /returned error: 30\d|redirect/i, code: 'source-unreachable', cause: 'the server redirects to another address, which Mist does not follow', help: 'Write the new address of the repository.' },
  { when: /[Rr]epository .*not found|does not appear to be a git repository|returned error: 404|not found: did you run/, code: 'source-unreachable', help: 'Check the address, and whether its credentials may read this repository.' },
  { when: /dubious ownership/, code: 'source-refused', cause: 'the repository belongs to another user of this host', help: 'Run Mist as the owner, change the owner, or serve the repository by ssh or https.' },
  { when: /transport '.*' not allowed|protocol .* not (allowed|supported)/, code: 'source-refused', help: 'Use https or ssh.' },
  { when: /Needed a single revision|expected commit type/, code: 'source-ref-missing', cause: 'the ref names no commit', help: 'Name a branch, or a tag of a commit.' },
  { when: /couldn't find remote ref|not our ref|[Rr]emote branch .* not found/, code: 'source-ref-missing', help: 'Check the name of the branch or tag.' },
]

const CORRUPT = /bad object|bad config|corrupt|not a git repository|unable to read|inflate|index-pack|is empty|bad tree|packfile|pack has|unresolved delta|did not send all necessary objects|missing (blob|tree|commit)|not a valid object|broken|mismatched algorithms|garbage at end|short read|Could not (access|open)/i

const BUSY = /Unable to create '.*\.lock'|cannot lock ref|shallow file has changed|File exists/

/** The copy on this host is damaged: throw it away and fetch anew. */
export function isCorrupt(refusal: GitRefusal): boolean {
  return refusal.kind === 'exit' && ownLines(refusal.text).some((line) => CORRUPT.test(line)) && !RULES.some((rule) => rule.when.test(refusal.text))
}

/** Another process holds a lock, or a killed one left it. */
export function isBusy(refusal: GitRefusal): boolean {
  return refusal.kind === 'exit' && BUSY.test(refusal.text)
}

const PASSING = /Could not resolve host|Temporary failure|Connection (refused|reset|timed out|closed)|Failed to connect|Couldn't connect|Network is unreachable|No route to host|returned error: (429|5\d\d)|early EOF|spawn \S+ E|No space left|Read-only file system/i

/** The way to the server, the server itself or the copy here does not serve now: nothing is known of what it has. */
export function isPassing(refusal: GitRefusal): boolean {
  return refusal.kind === 'timeout' || isBusy(refusal) || (refusal.kind === 'exit' && PASSING.test(refusal.text))
}

/** The server speaks a protocol that knows no shallow fetch. */
export function cannotBeShallow(refusal: GitRefusal): boolean {
  return refusal.kind === 'exit' && /does not support (--depth|shallow)|dumb http transport does not support/i.test(refusal.text)
}

export function troubleOf(refusal: GitRefusal, context: TroubleContext): Failure {
  const { subject } = context
  if (refusal.kind === 'aborted') return failure('aborted', { subject, cause: 'the work was called off' })
  if (refusal.kind === 'too-large') return failure('source-refused', { subject, cause: refusal.cause, help: 'Deploy from a smaller repository, or from a branch that holds only what is needed.' })
  if (refusal.kind === 'timeout') {
    const cause = `no answer within ${String(Math.round(refusal.deadlineMs / 1000))} s`
    return failure('source-unreachable', { subject, cause, help: 'Check the network and the server; Mist tries again.' })
  }
  const said = clean(refusal.text, context.secrets)
  const rule = RULES.find(({ when }) => when.test(refusal.text))
  if (rule) return failure(rule.code, { subject, cause: rule.cause ?? said, help: rule.help })
  if (isCorrupt(refusal)) return failure('source-corrupt', { subject, cause: said, help: 'Mist fetches the repository anew; if this stays, run `git fsck` on the server.' })
  return failure('source-unreachable', { subject, cause: said, help: 'Check the address and the network; Mist tries again.' })
}

/** The telling lines, on one line: git says `fatal:` and `error:` where it matters. */
export function clean(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  const lines = hidden.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').split(/[\r\n]+/).map((line) => printable(line).trim()).filter((line) => line !== '')
  const telling = lines.filter((line) => /^(fatal|error|remote: (fatal|error)|ERROR|ssh:|.*: Permission denied)/.test(line))
  return (telling.length > 0 ? telling : lines.slice(-2)).slice(0, 3).join('; ') || 'git failed without a word'
}

/** What the other end says about itself is no news about the copy here. */
function ownLines(text: string): readonly string[] {
  return text.split(/[\r\n]+/).filter((line) => !line.startsWith('remote:'))
}
