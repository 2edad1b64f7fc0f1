/**
 * Failures are values: every effect and every pure stage answers with a Result.
 * A thrown exception means a bug in Mist, never a fact about the world.
 */
import type { Failure } from './failure.js'

export type Result<T, E = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** Closes a switch over a union: the compiler proves that no case is missing. */
export function unreachable(value: never): never {
  // Not the value itself: an effect or a change may hold env, and this text goes into the log.
  throw new Error(`unreachable case of type ${typeof value}`)
}
