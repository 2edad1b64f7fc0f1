/** What an exit code means, for every verb alike. Frozen: scripts rely on it. Nothing else in Mist knows these numbers. */
import type { FailureCode } from '../model/failure.js'
import type { Blocked } from '../model/plan.js'
import type { Run, StatusReport } from '../model/run.js'
import { isNotBackedUp } from '../model/run.js'

export const EXIT = {
  /** Yes, or done. */
  done: 0,
  /** The answer is no: it differs, or something is not well. */
  no: 1,
  /** Wrong usage, or an invalid file. */
  usage: 2,
  /** An apply failed, in whole or in part. */
  failed: 3,
  /** No connection, or no permission. */
  unreachable: 4,
  timedOut: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export function exitOfFailure(code: FailureCode): ExitCode {
  return EXIT_BY_CODE[code] ?? EXIT.failed
}

const EXIT_BY_CODE: Readonly<Partial<Record<FailureCode, ExitCode>>> = {
  'settings-invalid': EXIT.usage,
  'manifest-missing': EXIT.usage,
  'manifest-invalid': EXIT.usage,
  'grant-missing': EXIT.usage,
  'source-refused': EXIT.usage,
  'rollback-refused': EXIT.usage,
  'restore-refused': EXIT.usage,
  'volume-unknown': EXIT.usage,
  'backup-unsigned': EXIT.usage,
  'source-unreachable': EXIT.unreachable,
  'source-auth-failed': EXIT.unreachable,
  'source-ref-missing': EXIT.unreachable,
  'engine-unreachable': EXIT.unreachable,
  'engine-too-old': EXIT.unreachable,
  'proxy-unreachable': EXIT.unreachable,
  'store-unusable': EXIT.unreachable,
  'store-newer': EXIT.unreachable,
  'engine-timeout': EXIT.timedOut,
}

/** What policy keeps as it is was kept because somebody wanted it so. */
const BY_POLICY: readonly Blocked['reason'][] = ['prune-off', 'drift-report-only']

export function exitOfRun({ failure, verdict, blocked }: Run): ExitCode {
  if (failure) return exitOfFailure(failure.code)
  if (verdict === 'failed' || verdict === 'aborted' || verdict === 'superseded' || verdict === 'rejected') return EXIT.failed
  return blocked.every(({ reason }) => BY_POLICY.includes(reason)) ? EXIT.done : EXIT.failed
}

/** A parked app is as it should be. Data that is not kept as git says, and a state that cannot be read, are not well, though all apps work. */
export function exitOfStatus({ sync, health, apps, conditions }: Pick<StatusReport, 'sync' | 'health' | 'apps' | 'conditions'>): ExitCode {
  const isKept = !apps.some(({ conditions }) => isNotBackedUp(conditions))
  return sync === 'Synced' && (health === 'Healthy' || health === 'Suspended') && isKept && !conditions ? EXIT.done : EXIT.no
}
