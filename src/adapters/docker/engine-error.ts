/**
 * What a call to the engine can come to, and how it reads as a Failure. What an answer means for one call (a 404 on removal is
 * success) is decided by that call.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { plainText } from './units.js'

export type EngineError =
  | { readonly kind: 'answer'; readonly status: number; readonly message: string }
  | { readonly kind: 'unreachable'; readonly code: string; readonly message: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'aborted' }
  /** Decided before anything was sent: too old an engine, a refused payload. */
  | { readonly kind: 'refused'; readonly failure: Failure }

/** From a transport, whose errors are plain `Error`s with extra fields. */
export function readError(error: unknown): EngineError {
  const { statusCode, json, code, message = '', name } = (error ?? {}) as RawError
  if (name === 'AbortError') return { kind: 'aborted' }
  if (statusCode !== undefined) return { kind: 'answer', status: statusCode, message: plainText(answerText(json, message)) }
  return { kind: 'unreachable', code: code ?? '', message: plainText(message) }
}

export function isAnswer(error: EngineError, status: number, pattern = /(?:)/): boolean {
  return error.kind === 'answer' && error.status === status && pattern.test(error.message)
}

export function isMissing(error: EngineError): boolean {
  return isAnswer(error, 404)
}

/** `subject` in the voice `cannot start container web-1`. */
export function toFailure(error: EngineError, subject: string, socket: string): Failure {
  switch (error.kind) {
    case 'refused': return error.failure
    case 'aborted': return failure('aborted', { subject, cause: 'it was cancelled' })
    case 'timeout': return failure('engine-timeout', {
      subject,
      cause: `the engine at ${socket} did not answer within ${String(error.afterMs)} ms`,
      help: 'Look at the load of the host and at the log of the engine; Mist tries again by itself.',
    })
    case 'unreachable': return unreachableFailure(error, subject, socket)
    case 'answer': return failure('engine-failed', { subject, cause: `${error.message || 'no reason given'} (HTTP ${String(error.status)})` })
  }
}

interface RawError {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly statusCode?: number
  readonly json?: unknown
}

/** dockerode's modem puts the engine's words into its own message only. */
function answerText(json: unknown, message: string): string {
  const words = (json as { readonly message?: unknown } | null | undefined)?.message
  return typeof words === 'string' ? words : message.replace(/^\(HTTP code \d+\) .*? - /, '')
}

function unreachableFailure(error: { readonly code: string; readonly message: string }, subject: string, socket: string): Failure {
  const { cause, help } = UNREACHABLE[error.code] ?? { cause: `the connection broke (${error.message || error.code})`, help: 'Look at the log of the engine; Mist tries again by itself.' }
  return failure('engine-unreachable', { subject, cause: `${cause}: ${socket}`, help })
}

const START = 'Start the engine (systemctl start docker), or set "docker" in the host settings to its socket.'

const UNREACHABLE: Readonly<Record<string, { readonly cause: string; readonly help: string }>> = {
  ENOENT: { cause: 'the socket of the engine does not exist', help: START },
  ECONNREFUSED: { cause: 'nobody listens at the socket of the engine', help: START },
  ENOTSOCK: { cause: 'this is not a socket', help: START },
  EACCES: { cause: 'permission denied for the socket of the engine', help: 'Run Mist as root or as a member of the group that owns the socket (usually docker).' },
  EPERM: { cause: 'permission denied for the socket of the engine', help: 'Run Mist as root or as a member of the group that owns the socket (usually docker).' },
}
