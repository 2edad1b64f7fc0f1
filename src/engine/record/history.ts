/** What a report speaks of from history. Runs are read again only after one was kept; rejections come and go in the middle of a pass. */
import type { BackupStanding } from '../../model/backup.js'
import type { Rejection } from '../../model/release.js'
import type { Run } from '../../model/run.js'
import type { Revision } from '../../model/state.js'
import type { StoreReader } from '../../ports.js'

export interface RecentHistory {
  /** Newest first. */
  readonly runs: readonly Run[]
  readonly appliedRevision: Revision | undefined
  readonly rejections: readonly Rejection[]
  readonly backups: readonly BackupStanding[]
}

/** Enough to find the last word on an app that failed a while ago. */
const RECENT_RUNS = 50

export function readHistory(store: StoreReader): RecentHistory {
  return { ...readRuns(store), rejections: store.rejections(), backups: store.backups() }
}

type Runs = Pick<RecentHistory, 'runs' | 'appliedRevision'>

function readRuns(store: StoreReader): Runs {
  return { runs: store.runs({ limit: RECENT_RUNS }), appliedRevision: store.appliedRevision() }
}

export function createHistory(store: StoreReader): { now(): RecentHistory; after(run: Run): RecentHistory } {
  let known: Runs | undefined
  const now = (): RecentHistory => ({ ...(known ??= readRuns(store)), rejections: store.rejections(), backups: store.backups() })
  return {
    now,
    after: (run) => {
      if (run.id > 0) known = undefined
      return now()
    },
  }
}
