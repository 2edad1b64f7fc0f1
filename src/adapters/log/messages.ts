/**
 * What each event says in the log: a constant message, so that a search finds all of its kind, and a level. What varies goes
 * into fields, see `fields.ts`.
 */
import type { ReconcileEvent } from '../../model/event.js'

export type Level = 'debug' | 'info' | 'warn' | 'error'

export const MESSAGES: Readonly<Record<ReconcileEvent['type'], readonly [Level, string]>> = {
  'run-started': ['debug', 'run started'],
  'source-fetched': ['debug', 'source fetched'],
  'source-failed': ['warn', 'source failed'],
  'manifest-rejected': ['error', 'manifest rejected'],
  'plan-made': ['debug', 'plan made'],
  'drift-detected': ['warn', 'drift detected'],
  'step-started': ['debug', 'step started'],
  'step-succeeded': ['info', 'step succeeded'],
  'step-failed': ['error', 'step failed'],
  'step-undone': ['warn', 'step undone'],
  'image-progress': ['debug', 'image progress'],
  'app-released': ['info', 'app released'],
  'app-failed': ['error', 'app failed'],
  'app-skipped': ['warn', 'app skipped'],
  'run-finished': ['info', 'run finished'],
  'run-failed': ['error', 'run failed'],
  'rolled-back': ['warn', 'rolled back'],
  'rollback-ended': ['info', 'rollback ended'],
  'volume-removed': ['warn', 'volume removed'],
  'volume-chosen': ['warn', 'volume chosen'],
  'image-removed': ['info', 'image removed'],
  'retry-scheduled': ['info', 'retry scheduled'],
  suspended: ['warn', 'suspended'],
  resumed: ['info', 'resumed'],
  'lease-waiting': ['info', 'waiting for another run'],
  'events-disconnected': ['warn', 'engine events disconnected'],
  'daemon-started': ['info', 'mistd started'],
  'daemon-stopping': ['info', 'mistd stopping'],
  'commit-reported': ['info', 'commit reported'],
  'commit-report-failed': ['warn', 'commit report failed'],
  'certificate-expiring': ['warn', 'certificate is about to end'],
  'upgrade-stage': ['info', 'data is moving'],
  'backup-started': ['info', 'backup started'],
  'backup-finished': ['info', 'backup finished'],
  'backup-failed': ['error', 'backup failed'],
  'backup-missed': ['error', 'backup missed'],
  'backup-removed': ['info', 'backup removed'],
  'drill-passed': ['info', 'drill passed'],
  'drill-failed': ['error', 'drill failed'],
  'backup-restored': ['warn', 'backup restored'],
  'log-limit': ['warn', 'log cut at its limit'],
}

/** A pass that is calm, or came to the same end as the one before and so is not kept, is no news at `info`. */
export function levelOf(event: ReconcileEvent): Level {
  if (event.type === 'run-finished' && (event.verdict === 'converged' || event.run === 0)) return 'debug'
  if (event.type === 'source-fetched' && event.changed) return 'info'
  if (event.type === 'plan-made' && event.changes > 0) return 'info'
  return MESSAGES[event.type][0]
}
