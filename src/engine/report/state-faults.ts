/** Which of Mist's own small files in the state directory cannot be read, and the condition that tells of each. What follows from it is decided where they are read. */
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { Condition, StatusReport } from '../../model/run.js'
import type { Clock, ReadPorts } from '../../ports.js'

export type StatePorts = Pick<ReadPorts, 'dataRecord' | 'generations' | 'standing'>

export interface StateFault {
  readonly failure: Failure
  /** ISO 8601: when it was first seen. */
  readonly since: string
}

/** The file that matters most comes first. */
export function stateFaults({ dataRecord, generations, standing }: StatePorts): readonly Failure[] {
  const record = dataRecord.read()
  return [record.ok ? undefined : record.error, generations.read().damage, standing.read().damage].filter((one) => one !== undefined)
}

/** For whoever asks again and again: it remembers since when each is known. */
export function watchStateFaults(ports: StatePorts & { readonly clock: Clock }): () => readonly StateFault[] {
  let known: readonly StateFault[] = []
  return () => {
    const now = ports.clock.nowIso()
    known = stateFaults(ports).map((failure) => ({ failure, since: known.find((one) => failureLine(one.failure) === failureLine(failure))?.since ?? now }))
    return known
  }
}

/** Absent while all of them can be read. */
export function stateConditions(faults: readonly StateFault[]): Pick<StatusReport, 'conditions'> {
  return faults.length === 0 ? {} : { conditions: faults.map(toCondition) }
}

function toCondition({ failure, since }: StateFault): Condition {
  return { type: 'StateReadable', status: 'False', reason: 'StateFileDamaged', message: `${failureLine(failure)}. ${failure.help ?? ''}`.trimEnd(), since }
}
