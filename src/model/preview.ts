/** Previews: apps that are made of the branches of another app's source, for as long as those are young and there. */
import type { Failure } from './failure.js'
import type { AppKey } from './resource.js'

/** What makes an app a preview. */
export interface PreviewOf {
  /** The app that it is a preview of. */
  readonly of: AppKey
  readonly branch: string
  /** ISO 8601: when it goes, unless its branch gets another commit. */
  readonly until: string
}

/** How it stands with the branches of one app that has previews. */
export interface PreviewGroup {
  readonly of: AppKey
  /** Branches that are meant and have no preview, and why. */
  readonly leftOut: readonly LeftOutBranch[]
  /** Why the branches could not be looked up; what was known before stands. */
  readonly failure?: Failure
  /** Nothing is known of its branches: whatever previews there are stay as they are. */
  readonly isUnknown?: true
}

export interface LeftOutBranch {
  readonly branch: string
  /** Half a sentence: `it is older than 72h`. */
  readonly because: string
}

/** A branch of a repository as its server tells it. */
export interface Branch {
  readonly name: string
  readonly commit: string
  /** ISO 8601, as the newest commit says: anybody can write any time there. */
  readonly committedAt: string
}

export interface BranchList {
  /** Sorted by name. */
  readonly branches: readonly Branch[]
  readonly defaultBranch?: string
  /** How many more would match, by names that Mist hands to nobody. */
  readonly unusable: number
}

/** The env variable in which a preview finds the name of its branch. */
export const PREVIEW_BRANCH_ENV = 'MIST_PREVIEW_BRANCH'
