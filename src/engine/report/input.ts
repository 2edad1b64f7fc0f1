/** What a report is made from, gathered in one value; it decides nothing. */
import type { BackupStanding } from '../../model/backup.js'
import type { Rejection } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { Run, Suspension } from '../../model/run.js'
import type { Revision } from '../../model/state.js'
import type { EngineConfig } from '../config.js'
import type { Look } from '../look.js'
import type { StateFault } from './state-faults.js'
import type { UpgradeStages } from '../upgrade/stages.js'

export interface ReportInput {
  readonly config: EngineConfig
  readonly look: Look
  /** Newest first. */
  readonly runs: readonly Run[]
  readonly rejections: readonly Rejection[]
  readonly appliedRevision: Revision | undefined
  readonly suspension: Suspension | undefined
  /** How it stood with each backup when somebody last looked. */
  readonly backups?: readonly BackupStanding[]
  readonly nowIso: string
  /** Files of Mist itself that cannot be read. */
  readonly faults?: readonly StateFault[]
  /** Apps that are being worked on right now: what differs in them is work, not a finding. */
  readonly atWork?: ReadonlySet<AppKey>
  /** How far upgrades are that are under way. */
  readonly stages?: UpgradeStages
}
