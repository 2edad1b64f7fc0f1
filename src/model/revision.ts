/** A state of the source by its name, its id and the words of whoever made it. */

/** One state of the repository. `label` reads `main@sha1:<40 hex>` for git and `folder@sha256:<hex>` for a plain folder. */
export interface Revision {
  readonly label: string
  readonly ref: string
  /** 40 (or 64) hex digits. */
  readonly commit: string
  readonly subject: string
  readonly author: string
  /** ISO 8601, as the commit says. */
  readonly committedAt: string
}

/** As a person says it: the first 7 digits. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7)
}
