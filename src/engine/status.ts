/** Status from nothing but what is here: the local copy of the source, the host, and history. Changes nothing, asks no remote. */
import type { StatusReport } from '../model/run.js'
import type { ReadPorts } from '../ports.js'
import type { EngineConfig } from './config.js'
import { readHistory } from './record/history.js'
import { look } from './look.js'
import { toReport } from './report.js'
import { watchStateFaults } from './report/state-faults.js'
import { activeSuspension, suspendPlan } from './loop/suspension.js'
import { recordedStages } from './upgrade/stages.js'

export async function status(ports: ReadPorts, config: EngineConfig, signal: AbortSignal): Promise<StatusReport> {
  const seen = await look(ports, config, { fetch: 'local', freshness: 'live', fallback: 'last-good' }, signal)
  const suspension = activeSuspension(ports.store, ports.clock)
  const shown = suspension && seen.plan ? { ...seen, plan: suspendPlan(seen.plan, suspension) } : seen
  return toReport({ config, look: shown, nowIso: ports.clock.nowIso(), ...readHistory(ports.store), suspension, stages: recordedStages(ports), faults: watchStateFaults(ports)() })
}
