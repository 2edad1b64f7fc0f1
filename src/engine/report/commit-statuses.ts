/**
 * Report → what the git server is to be told about the commits in it, pure. The commit of the manifest stands for all apps; an app
 * that is built from a repository of its own is told there too. Rolled back is a failure, whatever answers meanwhile.
 */
import type { CommitStatus } from '../../model/commit-status.js'
import { LONGEST_DESCRIPTION } from '../../model/commit-status.js'
import type { RepositoryRef } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'
import type { AppStatus, Condition, StatusReport } from '../../model/run.js'

type Word = Pick<CommitStatus, 'state' | 'description'>

export function commitStatusesOf(report: StatusReport, repository: RepositoryRef): readonly CommitStatus[] {
  const { revision, instance } = report
  const main = revision && repository.kind === 'git' ? [{ repository: repository.url, commit: revision.commit, context: `mist/${instance}`, ...clipped(wordOfAll(withoutPreviews(report))) }] : []
  const own = report.apps.flatMap((app) => (app.source ? [{ ...app.source, context: `mist/${instance}/${appKey(app.project, app.app)}`, ...clipped(wordOf(app, report)) }] : []))
  return [...main, ...own]
}

/**
 * What is news against all that was said of this commit before. An end is not taken back by what happens later on the host: drift that
 * is healed a week after the release says nothing about the commit. Only a failure may still turn out well.
 */
export function isNews(status: CommitStatus, said: CommitStatus | undefined): boolean {
  if (!said) return true
  if (said.state === 'success') return false
  if (said.state === 'failure' && status.state === 'pending') return false
  return said.state !== status.state || said.description !== status.description
}

/** Under which key statuses follow one another. */
export function statusKey({ repository, commit, context }: CommitStatus): string {
  return `${repository} ${commit} ${context}`
}

/** The commit that Mist deploys from is not to blame for a branch. */
function withoutPreviews(report: StatusReport): StatusReport {
  const differs = report.apps.some(({ preview, sync }) => preview && sync !== 'Synced')
  return { ...report, apps: report.apps.filter(({ preview }) => !preview), ...(differs && { sync: 'Synced' }) }
}

function wordOfAll(report: StatusReport): Word {
  const { source, apps, suspension } = report
  if (source.reason === 'BuildFailed') return { state: 'failure', description: source.message }
  if (suspension) return { state: 'pending', description: `Suspended by ${suspension.by}: ${suspension.reason}` }
  const words = apps.map((app) => ({ app, word: wordOf(app, report) }))
  const failed = words.find(({ word }) => word.state === 'failure')
  if (failed) return { state: 'failure', description: `${appKey(failed.app.project, failed.app.app)}: ${failed.word.description}` }
  const waiting = words.filter(({ word }) => word.state === 'pending')
  if (waiting.length > 0) return { state: 'pending', description: `${String(apps.length - waiting.length)} of ${String(apps.length)} apps are up to date` }
  return report.sync === 'Synced' ? { state: 'success', description: apps.length === 1 ? '1 app is up to date' : `All ${String(apps.length)} apps are up to date` } : { state: 'pending', description: report.verdict }
}

function wordOf(app: AppStatus, { suspension }: StatusReport): Word {
  if (suspension) return { state: 'pending', description: `Suspended by ${suspension.by}: ${suspension.reason}` }
  const trouble = app.conditions.find(isTrouble)
  if (trouble) return { state: 'failure', description: trouble.message }
  const isWell = app.sync === 'Synced' && (app.health === 'Healthy' || app.health === 'Suspended')
  return isWell ? { state: 'success', description: 'Up to date and healthy' } : { state: 'pending', description: app.conditions[0]?.message ?? 'Mist is at it' }
}

/** Only another commit or a person helps, or it was tried and did not come up. */
function isTrouble({ type, status, reason }: Condition): boolean {
  if (type === 'Stalled') return status === 'True'
  return type === 'Ready' && status === 'False' && !UNFINISHED.includes(reason)
}

const UNFINISHED: readonly Condition['reason'][] = ['Progressing', 'ProgressingWithRetry', 'Upgrading', 'DependencyNotReady', 'DriftDetected', 'Suspended', 'Superseded', 'NotObserved']

function clipped({ state, description }: Word): Word {
  const line = description.replace(/\s+/g, ' ').trim()
  return { state, description: line.length <= LONGEST_DESCRIPTION ? line : `${line.slice(0, LONGEST_DESCRIPTION - 1)}…` }
}
