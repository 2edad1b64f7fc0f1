/** What a report is made from, gathered in one value; it decides nothing. */
import type { Run, Suspension } from '../model/run.js'
import type { Revision } from '../model/state.js'
import type { EngineConfig } from './config.js'
import type { Look } from './look.js'

export interface ReportInput {
  readonly config: EngineConfig
  readonly look: Look
  /** Newest first. */
  readonly runs: readonly Run[]
  readonly appliedRevision: Revision | undefined
  readonly suspension: Suspension | undefined
  readonly nowIso: string
  /** The plan of `look` is being carried out right now: a difference is work, not a finding. */
  readonly isUnderWay?: boolean
}
