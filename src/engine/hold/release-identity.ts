/** When a spec and a release are the same thing: the same digest and, where both are known, the same image behind the same name. */
import type { Release } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredApp } from '../../model/state.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { StoreReader } from '../../ports.js'

/** Image reference → id. */
export type Images = Readonly<Record<string, string>>

export interface ReleaseMark {
  readonly digest: string
  /** Id of its image. */
  readonly image?: string | undefined
}

export function isReleaseOf(app: DesiredApp, { digest, image }: ReleaseMark, images: Images): boolean {
  return digest === specDigest(app) && isSameImage(image, images[app.image.ref])
}

/** An image that is not there, or could not be asked for, tells nothing. */
function isSameImage(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

export function markOfRelease({ digest, image }: Release): ReleaseMark {
  return { digest, image: image.id }
}

/** What an app is at when nothing is amiss. */
export function lastRelease(store: Pick<StoreReader, 'releases'>, app: AppKey): Release | undefined {
  return store.releases({ app, limit: 1 })[0]
}

/** Nothing about it is new: what differs on the host is to be healed, whatever becomes of others. */
export function isAtLastRelease(store: Pick<StoreReader, 'releases'>, app: DesiredApp, images: Images): boolean {
  const last = lastRelease(store, app.key)
  return app.kept !== undefined || (last !== undefined && isReleaseOf(app, markOfRelease(last), images))
}
