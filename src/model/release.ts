/** What history knows of the releases of an app: those that came out, the one that was refused last, and a rollback that a person asked for. */
import type { Failure } from './failure.js'
import type { AppKey } from './resource.js'
import type { Revision } from './revision.js'

/**
 * A release that came out. It holds no env and no secret: what it consisted of is read again from git at its commit, and its image is
 * found by id.
 */
export interface Release {
  readonly app: AppKey
  /** Counts up from 1 for every app. Assigned by the store. */
  readonly number: number
  readonly revision: Revision
  /** Of the whole spec of the app: equal digests are the same release. */
  readonly digest: string
  readonly image: { readonly ref: string; readonly id: string }
  /** ISO 8601. */
  readonly releasedAt: string
  /** Set when it came by `mistctl rollback`: the release that it brought back. */
  readonly rolledBackTo?: number
}

/** A release that failed. The same spec is not tried again until it changes or a person asks. */
export interface Rejection {
  readonly app: AppKey
  /** Of the whole spec of the app, as in `Release`. */
  readonly digest: string
  /** Its `help` holds the last lines of the container that failed. */
  readonly failure: Failure
  /** Id of its image: a tag that has moved since is another release. Absent when there was no image, or it could not be told. */
  readonly image?: string
  readonly revision: Revision
  /** ISO 8601. */
  readonly rejectedAt: string
}

/**
 * Where an app is kept while what git wants of it is held: its last release that came out. rejected: the release of git failed by its
 * own fault. paused: it failed because of the world, was taken back, and is tried again soon. waiting: data does not allow it, it
 * depends on an app that is held, or has to hand something over to one.
 */
export interface Kept extends Pick<Release, 'app' | 'revision' | 'image'> {
  /** Its number. */
  readonly release: number
  readonly because: 'rejected' | 'paused' | 'waiting'
}

/** A person went back to an earlier release. It holds until git says something else about the app than it did at that moment. */
export interface Pin {
  readonly app: AppKey
  readonly release: number
  /** Where the spec of that release is read again. */
  readonly revision: Revision
  readonly image: { readonly ref: string; readonly id: string }
  /** Digest of what git said about the app when the person went back. */
  readonly headDigest: string
  /** Where git was at that moment for this app. While it stays there, another digest means another Mist and not another commit. */
  readonly headAt: string
  readonly by: string
  /** ISO 8601. */
  readonly since: string
}
