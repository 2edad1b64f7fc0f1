/** The note of which containers Mist lets stand still right now: part of the list in ports.ts. */
import type { Result } from '../model/result.js'

export interface StandingPort {
  /** Names of containers. A note that is not there, or cannot be read, says nothing. */
  read(): readonly string[]
  /** Whole or not at all. Whoever calls holds the lease of backups. */
  write(names: readonly string[]): Promise<Result<void>>
}
