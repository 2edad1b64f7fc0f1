/**
 * How far the upgrades are that are under way, as their events tell it: the last word on each app, until that has ended. Who is told of it
 * is decided by who asks.
 */
import type { ReconcileEvent } from '../../model/event.js'
import type { AppKey } from '../../model/resource.js'
import type { LeaseReader, StoreReader } from '../../ports.js'

export interface UpgradeStage {
  /** A sentence without its period. */
  readonly message: string
  /** ISO 8601: since when. */
  readonly at: string
}

export type UpgradeStages = ReadonlyMap<AppKey, UpgradeStage>

export const NO_STAGES: UpgradeStages = new Map()

/** The same value when the event says nothing about it. */
export function stagesAfter(stages: UpgradeStages, event: ReconcileEvent, at: string): UpgradeStages {
  switch (event.type) {
    case 'upgrade-stage': return new Map(stages).set(event.app, { message: `Its data goes over to volume ${event.volume}: ${event.stage}`, at })
    case 'app-released':
    case 'app-failed':
    case 'app-skipped': return without(stages, event.app)
    case 'run-failed':
    case 'daemon-started': return stages.size === 0 ? stages : NO_STAGES
    default: return stages
  }
}

function without(stages: UpgradeStages, app: AppKey): UpgradeStages {
  if (!stages.has(app)) return stages
  const left = new Map(stages)
  left.delete(app)
  return left
}

/** Beside an upgrade other apps may fail and be tried again for hours, which tells a few events each time. */
const RECENT_EVENTS = 500

/** For who is not the process that carries them out. Where nobody is at work, that one was killed: its last word is true no more. */
export function recordedStages({ store, leases }: { readonly store: StoreReader; readonly leases: LeaseReader }): UpgradeStages {
  const recent = store.events({ after: Math.max(0, store.lastEventId() - RECENT_EVENTS), limit: RECENT_EVENTS })
  const told = recent.reduce((stages, { event, at }) => stagesAfter(stages, event, at), NO_STAGES)
  return told.size > 0 && leases.isHeld() ? told : NO_STAGES
}
