/**
 * Everything that can happen during a run, as one union. Logs, progress lines, history and the SSE stream are all made from
 * these and from nothing else. No event carries an env value or a secret.
 */
import type { Failure } from './failure.js'
import type { AppKey } from './resource.js'
import type { Revision } from './state.js'
import type { Suspension, Trigger, Verdict } from './run.js'
import type { Effect } from './step.js'

export type ReconcileEvent =
  | { readonly type: 'run-started'; readonly trigger: Trigger }
  | { readonly type: 'source-fetched'; readonly revision: Revision; readonly changed: boolean }
  | { readonly type: 'source-failed'; readonly failure: Failure; readonly staleSince?: string }
  | { readonly type: 'manifest-rejected'; readonly revision: Revision; readonly errors: number; readonly first: string }
  | { readonly type: 'plan-made'; readonly changes: number; readonly blocked: number; readonly unchanged: number }
  | { readonly type: 'drift-detected'; readonly app?: AppKey; readonly resource: string; readonly fields: readonly string[] }
  | { readonly type: 'step-started'; readonly app?: AppKey; readonly step: Effect['do']; readonly subject: string }
  | { readonly type: 'step-succeeded'; readonly app?: AppKey; readonly step: Effect['do']; readonly subject: string; readonly durationMs: number }
  | { readonly type: 'step-failed'; readonly app?: AppKey; readonly step: Effect['do']; readonly subject: string; readonly failure: Failure }
  | { readonly type: 'step-undone'; readonly app?: AppKey; readonly step: Effect['do']; readonly subject: string }
  | { readonly type: 'image-progress'; readonly app: AppKey; readonly line: string }
  | { readonly type: 'app-released'; readonly app: AppKey; readonly durationMs: number }
  | { readonly type: 'app-failed'; readonly app: AppKey; readonly failure: Failure; readonly undone: boolean }
  | { readonly type: 'app-skipped'; readonly app: AppKey; readonly because: string }
  | { readonly type: 'run-finished'; readonly run: number; readonly verdict: Verdict; readonly durationMs: number }
  | { readonly type: 'run-failed'; readonly failure: Failure }
  | { readonly type: 'rolled-back'; readonly app: AppKey; readonly release: number; readonly by: string }
  | { readonly type: 'rollback-ended'; readonly app: AppKey; readonly release: number }
  | { readonly type: 'volume-removed'; readonly app: AppKey; readonly volume: string; readonly by: string }
  | { readonly type: 'volume-chosen'; readonly app: AppKey; readonly volume: string; readonly by: string }
  | { readonly type: 'image-removed'; readonly app: AppKey; readonly image: string }
  | { readonly type: 'retry-scheduled'; readonly delayMs: number; readonly attempt: number }
  | { readonly type: 'suspended'; readonly suspension: Suspension }
  | { readonly type: 'resumed' }
  | { readonly type: 'lease-waiting'; readonly holder: string }
  | { readonly type: 'events-disconnected'; readonly cause: string }
  | { readonly type: 'daemon-started'; readonly version: string; readonly instance: string }
  | { readonly type: 'daemon-stopping'; readonly signal: string }
  | { readonly type: 'commit-reported'; readonly commit: string; readonly context: string; readonly state: string }
  | { readonly type: 'commit-report-failed'; readonly failure: Failure }
  | { readonly type: 'certificate-expiring'; readonly app: AppKey; readonly host: string; readonly notAfter: string }
  | { readonly type: 'backup-started'; readonly app: AppKey; readonly backup: string; readonly storage: string; readonly reason: string }
  | { readonly type: 'backup-finished'; readonly app: AppKey; readonly backup: string; readonly id: string; readonly bytes: number; readonly durationMs: number }
  | { readonly type: 'backup-failed'; readonly app: AppKey; readonly backup: string; readonly failure: Failure }
  | { readonly type: 'backup-missed'; readonly app: AppKey; readonly backup: string; readonly due: string }
  | { readonly type: 'backup-removed'; readonly app: AppKey; readonly backup: string; readonly id: string; readonly because: string }
  | { readonly type: 'drill-passed'; readonly app: AppKey; readonly backup: string; readonly id: string; readonly durationMs: number }
  | { readonly type: 'drill-failed'; readonly app: AppKey; readonly backup: string; readonly id: string; readonly cause: string }
  | { readonly type: 'backup-restored'; readonly app: AppKey; readonly backup: string; readonly id: string; readonly volume: string; readonly by: string }
  | { readonly type: 'upgrade-stage'; readonly app: AppKey; readonly stage: string; readonly volume: string }
  | { readonly type: 'log-limit'; readonly subject: string }

/** An event as history keeps it. */
export interface RecordedEvent {
  readonly id: number
  /** ISO 8601. */
  readonly at: string
  readonly run: number
  readonly event: ReconcileEvent
}
