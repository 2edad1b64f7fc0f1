/** What a report speaks of from history. Runs are read again only after one was kept; rejections come and go in the middle of a pass. */
import type { Rejection } from '../model/release.js'
import type { Run } from '../model/run.js'
import type { Revision } from '../model/state.js'
import type { StoreReader } from '../ports.js'

export interface RecentHistory {
  /** Newest first. */
  readonly runs: readonly Run[]
  readonly appliedRevision: Revision | undefined
  readonly rejections: readonly Rejection[]
}

/** Enough to find the last word on an app that failed a while ago. */
const RECENT_RUNS = 50

export function readHistory(store: StoreReader): RecentHistory {
  return { runs: store.runs({ limit: RECENT_RUNS }), appliedRevision: store.appliedRevision(), rejections: store.rejections() }
}

export function createHistory(store: StoreReader): { now(): RecentHistory; after(run: Run): RecentHistory } {
  let known: RecentHistory | undefined
  const fresh = (history: RecentHistory): RecentHistory => ({ ...history, rejections: store.rejections() })
  return {
    now: () => fresh(known ??= readHistory(store)),
    after: (run) => {
      if (!known || run.id > 0) known = readHistory(store)
      return fresh(known)
    },
  }
}
