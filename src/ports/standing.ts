/** The note of which containers Mist lets stand still right now: part of the list in ports.ts. */
import type { Failure } from '../model/failure.js'
import type { Result } from '../model/result.js'

export interface StandingFound {
  /** Names of containers. A note that is not there, or cannot be read, says nothing. */
  readonly names: readonly string[]
  /** The note is there and cannot be used: somebody should hear of it. */
  readonly damage?: Failure
}

export interface StandingReader {
  read(): StandingFound
}

interface StandingWriter {
  /** Whole or not at all. Whoever calls holds the lease of backups. A damaged note is set aside first. */
  write(names: readonly string[]): Promise<Result<void>>
}

export type StandingPort = StandingReader & StandingWriter
