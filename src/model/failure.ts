/**
 * Everything that can go wrong, by code. This list is the only one: `docs/errors.md` is checked against it.
 * The retry class belongs to the code, so that two places can never disagree about it.
 */

export const RETRY_BY_CODE = {
  'settings-invalid': 'never',
  'manifest-missing': 'next-revision',
  'manifest-invalid': 'next-revision',
  'grant-missing': 'next-revision',
  'source-unreachable': 'backoff',
  'source-auth-failed': 'backoff',
  'source-ref-missing': 'backoff',
  'source-corrupt': 'backoff',
  'source-refused': 'next-revision',
  'secret-missing': 'backoff',
  'secret-undecryptable': 'backoff',
  'secret-invalid': 'backoff',
  'engine-unreachable': 'backoff',
  'engine-too-old': 'never',
  'engine-failed': 'backoff',
  'engine-timeout': 'backoff',
  'payload-refused': 'next-revision',
  'image-missing': 'backoff',
  'image-pull-failed': 'backoff',
  'registry-auth-failed': 'backoff',
  'registry-unreachable': 'backoff',
  'build-context-invalid': 'next-revision',
  'build-failed': 'next-revision',
  'pre-failed': 'next-revision',
  'disk-full': 'backoff',
  'rollback-refused': 'never',
  'restore-refused': 'never',
  'restore-failed': 'never',
  'upgrade-failed': 'next-revision',
  'container-exited': 'backoff',
  'container-unhealthy': 'backoff',
  'container-not-ready': 'backoff',
  'database-refused': 'backoff',
  'port-taken': 'backoff',
  'name-taken': 'backoff',
  'pool-exhausted': 'backoff',
  'volume-refused': 'never',
  'volume-unknown': 'never',
  'data-ambiguous': 'never',
  'data-record-unreadable': 'backoff',
  'note-unreadable': 'backoff',
  'file-unwritable': 'backoff',
  'proxy-unreachable': 'backoff',
  'proxy-directory-unwritable': 'backoff',
  'route-rejected': 'next-revision',
  'route-not-confirmed': 'backoff',
  'storage-unreachable': 'backoff',
  'storage-refused': 'never',
  'storage-missing': 'never',
  'backup-damaged': 'never',
  'backup-undecryptable': 'never',
  'backup-forged': 'never',
  'backup-unsigned': 'never',
  'store-unusable': 'never',
  'store-newer': 'never',
  'lease-held': 'backoff',
  'backup-failed': 'backoff',
  'forge-unreachable': 'backoff',
  'forge-refused': 'never',
  'dependency-failed': 'backoff',
  superseded: 'next-revision',
  aborted: 'backoff',
  'observation-incomplete': 'backoff',
  internal: 'backoff',
} as const satisfies Record<string, RetryClass>

/** backoff: the world may heal. next-revision: only another commit helps. never: a person has to act on the host. */
export type RetryClass = 'backoff' | 'next-revision' | 'never'

export type FailureCode = keyof typeof RETRY_BY_CODE

export interface Failure {
  readonly code: FailureCode
  /** What was to be done, in the voice `cannot <do> <subject>`; no trailing period. */
  readonly subject: string
  /** Why, in the words of the part that refused, free of secrets and control bytes. */
  readonly cause: string
  /** The next action for the reader, one sentence. */
  readonly help?: string
  readonly retry: RetryClass
}

export interface FailureText {
  readonly subject: string
  readonly cause: string
  readonly help?: string
}

export function failure(code: FailureCode, text: FailureText): Failure {
  return { code, ...text, retry: RETRY_BY_CODE[code] }
}

/** One line for logs and conditions: `cannot <do> <subject>: <cause>`. */
export function failureLine(value: Failure): string {
  return `${value.subject}: ${value.cause}`
}
