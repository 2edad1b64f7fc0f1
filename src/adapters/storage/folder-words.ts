/** What went wrong with files, in words; and whose fault it was. */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { aborted, refused } from './place.js'

/** Thrown by the body of an object, in contrast to what the storage does itself. */
export class BodyBroken extends Error {
  constructor(cause: unknown) {
    super('the body broke off', { cause })
  }
}

/** A part of the way is a link, or no folder. */
export class WayBarred extends Error {}

const PERMISSION = 'Check that the folder can be written by the user that runs mistd; under systemd it has to stand in ReadWritePaths.'
const HELP: Readonly<Partial<Record<string, string>>> = { EACCES: PERMISSION, EPERM: PERMISSION, EROFS: PERMISSION }

export function fileFailure(subject: string, error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return aborted(subject)
  if (error instanceof WayBarred) return refused(subject, error.message, 'Look at who put it there, and remove it.')
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return failure('disk-full', { subject, cause: error.message, help: 'Make room on its disk, or keep fewer backups.' })
  return refused(subject, error.message, HELP[error.code] ?? 'Check the folder and its disk.')
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
