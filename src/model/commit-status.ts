/** What the git server is told about a commit: how its release goes on this host. */

export interface CommitStatus {
  /** Address of the repository as the settings or the manifest name it. */
  readonly repository: string
  /** 40 hex digits. */
  readonly commit: string
  readonly state: 'pending' | 'success' | 'failure'
  /** Tells the statuses of one commit apart: several hosts and apps may report on it. */
  readonly context: string
  /** One line, at most 140 characters. */
  readonly description: string
}

/** GitHub refuses more. */
export const LONGEST_DESCRIPTION = 140
