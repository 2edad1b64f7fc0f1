/** The git server, told how a release goes: part of the list in ports.ts. */
import type { CommitStatus } from '../model/commit-status.js'
import type { Result } from '../model/result.js'

export interface ForgePort {
  /** Whether anybody wants to hear of commits of this repository. */
  isWanted(repository: string): boolean
  /** `forge-unreachable` may be tried again; `forge-refused` takes a person. */
  report(status: CommitStatus, signal: AbortSignal): Promise<Result<void>>
}
