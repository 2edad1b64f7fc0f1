/** What the stages of planning hand to each other. */
import type { DataRecord } from '../model/data-record.js'
import type { Blocked, BlockReason, Change, FieldChange } from '../model/plan.js'
import type { AppKey, ResourceId } from '../model/resource.js'
import type { Result } from '../model/result.js'
import type { DesiredState, ObservedState } from '../model/state.js'

/** What a plan may know besides git and the host. Nothing that serves hangs on it. */
export interface PlanMemory {
  /** Resource id → digest of what Mist applied last, see `appliedMemory`. */
  readonly lastApplied: Readonly<Record<string, string>>
  /** What data there was on this host; absent: none. A failure says that it is not known, and nothing begins empty on account of that. */
  readonly dataRecord?: Result<DataRecord>
  /** First name of a volume → why it may not begin empty now, by what its storage told. Absent: nothing speaks against it. */
  readonly emptyStarts?: Readonly<Record<string, Refusal>>
  /** A person agreed to lose most apps, for this one revision. */
  readonly deletionConfirmed: boolean
  /** How the proxy reaches containers. */
  readonly servers: 'name' | 'address'
}

export interface PlanInputs {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly memory: PlanMemory
}

export interface Proposal {
  readonly changes: readonly Change[]
  readonly blocked: readonly Blocked[]
  readonly unchanged: readonly ResourceId[]
}

export const NOTHING: Proposal = { changes: [], blocked: [], unchanged: [] }

/** Why something was refused, with the next action. */
export interface Refusal {
  readonly reason: BlockReason
  readonly message: string
}

export function joinProposals(proposals: readonly Proposal[]): Proposal {
  return {
    changes: proposals.flatMap(({ changes }) => changes),
    blocked: proposals.flatMap(({ blocked }) => blocked),
    unchanged: proposals.flatMap(({ unchanged }) => unchanged),
  }
}

export function blockedOf(change: Pick<Change, 'id' | 'app' | 'action' | 'fields'>, refusal: Refusal): Blocked {
  const { id, app, action, fields } = change
  return { id, ...(app !== undefined && { app }), action, ...refusal, fields }
}

export function heldBlock(id: ResourceId, app: AppKey, held: { readonly action: Change['action']; readonly fields: readonly FieldChange[] }): Blocked {
  const message = 'the host was changed by hand and policy.drift is report: put it back by hand, or set policy.drift to correct'
  return { id, app, action: held.action, reason: 'drift-report-only', message, fields: held.fields }
}
