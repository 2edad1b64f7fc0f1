/** Conditions of one app, with Flux's names: Ready always, Reconciling, Stalled and Drifted only while they are true. Here the facts are gathered; their words are in condition-words.ts. */
import type { Failure } from '../../model/failure.js'
import type { ChangeOutcome, Condition, Run } from '../../model/run.js'
import type { KeptApp } from '../../model/state.js'
import type { AppView } from './app-view.js'
import { backupConditions } from './backup-status.js'
import { certificateConditions } from './certificates.js'
import type { Facts } from './condition-words.js'
import { progressOf, readyOf } from './condition-words.js'
import { rejectionOf } from '../hold/rejected.js'
import type { ReportInput } from './input.js'
import type { UpgradeStage } from '../upgrade/stages.js'

export function conditionsOf(input: ReportInput, view: AppView): readonly Condition[] {
  const { since, ...facts } = factsOf(input, view)
  return [{ type: 'Ready', ...readyOf(facts), since }, ...progressOf(facts).map((word) => ({ ...word, since })), ...driftOf(view, since), ...heldAt(input, view), ...dataUnheld(view, since), ...certificateConditions(input, view), ...backupConditions(input, view.key)]
}

function factsOf(input: ReportInput, view: AppView): Facts & { readonly since: string } {
  const last = lastWord(input.runs, view)
  const rejected = standingRejection(input, view)
  const stage = stageOf(input, view)
  return {
    view,
    failed: rejected?.failure ?? failureOf(view, ofThisAttempt(last, input, view)),
    isRejected: rejected !== undefined,
    skipped: skipOf(last),
    isSuspended: input.suspension !== undefined,
    isUnderWay: input.atWork?.has(view.key) === true,
    stage: stage?.message,
    since: [stage?.at, rejected?.at, sinceOf(view, last)].find((at) => at !== undefined) ?? input.nowIso,
  }
}

function skipOf(last: LastWord | undefined): Facts['skipped'] {
  return last?.outcome.result === 'skipped' ? last.outcome.because : undefined
}

/** Where another process works, its last word counts as long as there is something left to do. */
function stageOf({ stages, atWork }: ReportInput, { key, sync }: AppView): UpgradeStage | undefined {
  const isUnderWay = atWork ? atWork.has(key) : sync === 'OutOfSync'
  return isUnderWay ? stages?.get(key) : undefined
}

interface Rejected {
  readonly failure: Failure
  readonly at: string
}

/** It says something only while the app is held for it. */
function standingRejection({ rejections, look }: ReportInput, { key, desired, blocked }: AppView): Rejected | undefined {
  if (!desired || !blocked.some(({ reason }) => reason === 'held')) return undefined
  const { failure, rejectedAt } = desired.kept ?? {}
  if (failure && rejectedAt !== undefined) return { failure, at: rejectedAt }
  const rejection = desired.kept ? undefined : rejectionOf(desired, rejections.find(({ app }) => app === key), look.observed?.images ?? {})
  return rejection && { failure: rejection.failure, at: rejection.rejectedAt }
}

/** What is about to be done for another commit, or was done a moment ago, is not judged by how an earlier one ended. */
function ofThisAttempt(last: LastWord | undefined, { look }: ReportInput, { changes }: AppView): LastWord | undefined {
  const isOutdated = changes.length > 0 && last?.run.revision?.commit !== look.revision?.commit
  return isOutdated ? undefined : last
}

interface LastWord {
  readonly run: Run
  readonly outcome: ChangeOutcome
}

/** What the newest run that touched the app came to; a failure says more than a success beside it. */
function lastWord(runs: readonly Run[], { key }: AppView): LastWord | undefined {
  for (const run of runs) {
    const own = run.outcomes.filter((one) => one.app === key)
    const outcome = own.find((one) => one.result === 'failed') ?? own[0]
    if (outcome) return { run, outcome }
  }
  return undefined
}

function failureOf({ sync, unresolved, desired }: AppView, last: LastWord | undefined): Failure | undefined {
  if (sync === 'Synced') return undefined
  // The newest word may be that of a repair, and says nothing about what git wants.
  if (desired?.kept?.failure) return desired.kept.failure
  return unresolved?.failure ?? (last?.outcome.result === 'failed' ? last.outcome.failure : undefined)
}

function sinceOf({ containers }: AppView, last: LastWord | undefined): string | undefined {
  return last?.run.startedAt ?? containers.map((container) => container.startedAt).filter((at) => at !== '').sort().at(-1)
}

function heldAt({ look, nowIso }: ReportInput, { key, desired }: AppView): readonly Condition[] {
  if (desired?.kept) return [keptWord(desired.kept, nowIso)]
  if (!desired?.pin) return []
  const { release, revision, by, since } = desired.pin
  const git = look.revision ? `, and git at ${short(look.revision.label)} says something else` : ''
  const message = `Held at release ${String(release)} of ${short(revision.label)} by ${by}${git}. It ends with a commit that changes the app, or with: mistctl rollback ${key} --undo`
  return [{ type: 'RolledBack', status: 'True', reason: 'HeldAtRelease', message, since }]
}

function keptWord({ at: { release, revision }, rejectedAt }: KeptApp, nowIso: string): Condition {
  const message = `Kept as in release ${String(release)} of ${short(revision.label)}, while what git wants is held`
  return { type: 'Kept', status: 'True', reason: 'LastRelease', message, since: rejectedAt ?? nowIso }
}

function short(label: string): string {
  return label.replace(/@sha(?:1|256):([0-9a-f]{7})[0-9a-f]*$/, '@$1')
}

function driftOf({ changes, blocked }: AppView, since: string): readonly Condition[] {
  const fields = [...changes, ...blocked].flatMap((one) => one.fields).filter((field) => field.cause === 'drift').map((field) => field.field)
  if (fields.length === 0) return []
  return [{ type: 'Drifted', status: 'True', reason: 'DriftDetected', message: `Changed by hand: ${[...new Set(fields)].join(', ')}`, since }]
}

/** It is said before the release that loses it: afterwards nobody can tell where it was. */
function dataUnheld({ key, desired, containers }: AppView, since: string): readonly Condition[] {
  const places = [...new Set(containers.flatMap(({ unheld = [] }) => unheld))].sort()
  if (!desired || desired.preview || places.length === 0) return []
  const message = `The image keeps data at ${places.join(' and ')}, which no volume of the manifest holds: the next release begins without it. If it is to stay, add to ${key}: volumes: ["data:${places[0] ?? ''}"]`
  return [{ type: 'DataUnheld', status: 'True', reason: 'UnnamedVolume', message, since }]
}
