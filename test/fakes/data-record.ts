/** The record of what data there was, in memory: it outlives a process, and a hand may lose or spoil it. */
import type { DataRecord } from '../../src/model/data-record.js'
import { NO_DATA } from '../../src/model/data-record.js'
import type { Failure } from '../../src/model/failure.js'
import { err, ok } from '../../src/model/result.js'
import type { DataRecordPort } from '../../src/ports.js'
import { never } from '../../src/signals.js'
import type { FaultLine, Life } from './faults.js'

export interface RecordFile {
  /** Absent: the file is gone. */
  text?: DataRecord | undefined
  /** The file cannot be read. */
  damage?: Failure | undefined
}

export function createFakeDataRecord(file: RecordFile, { line, life }: { readonly line: FaultLine; readonly life: Life }): DataRecordPort {
  return {
    read: () => (file.damage ? err(file.damage) : ok(file.text ?? NO_DATA)),
    update: (change) => line.guard(life, {
      name: 'recordData', access: 'write', subject: '', signal: never(),
      act: () => {
        if (file.damage) return err(file.damage)
        file.text = change(file.text ?? NO_DATA)
        return ok(undefined)
      },
    }),
  }
}
