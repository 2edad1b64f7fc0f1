/**
 * What a restore of the state makes of two records of data: the one that is there and the one of the copy are put together, the later word
 * on each volume counts. So an older copy neither forgets what began since, nor asks again for what was given up since.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DataRecord } from '../../model/data-record.js'
import { mergeRecords } from '../../model/data-record.js'
import type { Result } from '../../model/result.js'
import { readDataRecord, writeDataRecord } from './data-record.js'
import { DATA_RECORD } from './kept-files.js'

export interface JoinedRecord {
  /** There is a record in the stage. */
  readonly isThere: boolean
  /** Why the one of this host could not be used, which then gives way whole. */
  readonly letGo?: string
}

/** Writes into the stage, before it counts. One of the two that cannot be read gives way to the other. */
export function joinDataRecord(stateDir: string, stage: string): JoinedRecord {
  const [here, copied] = [recordIn(stateDir), recordIn(stage)]
  if (here?.ok) writeDataRecord(stage, copied?.ok ? mergeRecords(here.value, copied.value) : here.value)
  return { isThere: here?.ok === true || copied !== undefined, ...(here?.ok === false && { letGo: here.error.cause }) }
}

function recordIn(folder: string): Result<DataRecord> | undefined {
  return existsSync(join(folder, DATA_RECORD)) ? readDataRecord(folder) : undefined
}
