/**
 * Tells git servers how the release of a commit goes: the newest word on each commit, one after the other, again for a while when the
 * server does not take it. No release ever waits for this.
 */
import { commitStatusesOf, isNews, statusKey } from '../engine/report/commit-statuses.js'
import type { Loop } from '../engine/loop.js'
import type { CommitStatus } from '../model/commit-status.js'
import type { RepositoryRef } from '../model/resource.js'
import type { Clock, Emit, ForgePort } from '../ports.js'

export interface CommitReportTools {
  readonly loop: Pick<Loop, 'onReport'>
  readonly forge: ForgePort
  readonly clock: Clock
  readonly emit: Emit
  readonly repository: RepositoryRef
}

export interface CommitReports {
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 2_000
const TRIES = 6
/** Commits of earlier reports whose last word is remembered, so that one that comes back is not told anew. */
const REMEMBERED = 500

export function startCommitReports({ loop, forge, clock, emit, repository }: CommitReportTools): CommitReports {
  const said = new Map<string, CommitStatus>()
  const waiting = new Map<string, CommitStatus>()
  const over = new AbortController()
  let work: Promise<void> | undefined

  const tell = async (status: CommitStatus): Promise<void> => {
    for (let attempt = 1, pauseMs = FIRST_PAUSE_MS; ; attempt += 1, pauseMs *= 3) {
      const told = await forge.report(status, over.signal)
      if (told.ok) return emit({ type: 'commit-reported', commit: status.commit, context: status.context, state: status.state })
      const isLast = attempt >= TRIES || told.error.retry !== 'backoff' || over.signal.aborted
      if (isLast) return emit({ type: 'commit-report-failed', failure: told.error })
      await clock.sleep(pauseMs, over.signal)
      // A newer word on the same commit makes this one pointless.
      if (waiting.has(statusKey(status)) || over.signal.aborted) return
    }
  }
  const sendAll = async (): Promise<void> => {
    for (let next = waiting.entries().next(); !next.done && !over.signal.aborted; next = waiting.entries().next()) {
      const [key, status] = next.value
      waiting.delete(key)
      await tell(status)
    }
  }
  /** Looks once more at its end: what came in its last moment would else wait for the next report. */
  const begin = (): void => {
    if (work !== undefined || waiting.size === 0 || over.signal.aborted) return
    work = sendAll().finally(() => {
      work = undefined
      begin()
    })
  }
  const stop = loop.onReport((report) => {
    const current = new Map(commitStatusesOf(report, repository).map((status) => [statusKey(status), status]))
    for (const [key, status] of current) {
      if (!forge.isWanted(status.repository) || !isNews(status, said.get(key))) continue
      said.set(key, status)
      waiting.set(key, status)
    }
    const past = [...said.keys()].filter((key) => !current.has(key))
    for (const key of past.slice(0, Math.max(0, past.length - REMEMBERED))) said.delete(key)
    begin()
  })
  return {
    stop: async () => {
      stop()
      over.abort()
      await work
    },
  }
}
