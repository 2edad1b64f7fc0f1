/** The one report of a process, made from the newest look: a pass that began earlier and ends later has nothing newer to say about the host. */
import type { ReconcileEvent } from '../../model/event.js'
import type { Run, StatusReport, Suspension } from '../../model/run.js'
import type { DesiredState } from '../../model/state.js'
import type { Clock, StoreReader } from '../../ports.js'
import type { EngineConfig } from '../config.js'
import { createHistory } from '../record/history.js'
import type { InFlight } from './in-flight.js'
import { appsHeld } from './in-flight.js'
import type { Look } from '../look.js'
import { toReport } from '../report.js'
import type { StatePorts } from '../report/state-faults.js'
import { watchStateFaults } from '../report/state-faults.js'
import { NO_STAGES, stagesAfter } from '../upgrade/stages.js'

export interface Reporter {
  /** Takes it for the newest look and publishes it. */
  see(seen: Seen, ended?: Run): void
  /** The work of an earlier look has ended: publishes what is known now. */
  again(ended: Run): void
  isNewest(look: Look): boolean
  report(): StatusReport | undefined
  onReport(listener: (report: StatusReport) => void): () => void
  /** Of the newest look. */
  desired(): DesiredState | undefined
  /** Publishes what is known now. */
  refresh(): void
  /** What happens in the middle of a pass, as far as a report tells of it. */
  hear(event: ReconcileEvent): void
}

export interface Seen {
  readonly look: Look
  readonly suspension?: Suspension | undefined
}

export interface ReporterTools {
  readonly config: EngineConfig
  readonly inFlight: InFlight
}

export function createReporter(ports: StatePorts & { readonly store: StoreReader; readonly clock: Clock }, { config, inFlight }: ReporterTools): Reporter {
  const listeners = new Set<(report: StatusReport) => void>()
  const { store, clock } = ports
  const history = createHistory(store)
  const faults = watchStateFaults(ports)
  let newest: Seen | undefined
  let report: StatusReport | undefined
  let stages = NO_STAGES

  const publish = (ended?: Run): void => {
    if (!newest) return
    const { look, suspension } = newest
    report = toReport({ config, look, suspension, nowIso: clock.nowIso(), ...(ended ? history.after(ended) : history.now()), atWork: appsHeld(inFlight.held()), faults: faults(), stages })
    for (const listener of listeners) listener(report)
  }
  return {
    see: (seen, ended) => {
      newest = seen
      publish(ended)
    },
    again: publish,
    isNewest: (look) => newest?.look === look,
    report: () => report,
    desired: () => newest?.look.desired,
    refresh: () => { publish() },
    hear: (event) => {
      const now = stagesAfter(stages, event, clock.nowIso())
      if (now === stages) return
      stages = now
      publish()
    },
    onReport: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
