/**
 * What a restore of the state makes of two records of data: the one that is there and the one of the copy are put together, the later word
 * on each volume counts. So an older copy neither forgets what began since, nor asks again for what was given up since.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mergeRecords } from '../../model/data-record.js'
import { readDataRecord, writeDataRecord } from './data-record.js'
import { DATA_RECORD } from './kept-files.js'

/** Writes into the stage, before it counts. One of the two that cannot be read gives way to the other. True when there is a record then. */
export function joinDataRecord(stateDir: string, stage: string): boolean {
  const [isHere, isCopied] = [stateDir, stage].map((folder) => existsSync(join(folder, DATA_RECORD)))
  const here = isHere ? readDataRecord(stateDir) : undefined
  const copied = isCopied ? readDataRecord(stage) : undefined
  if (here?.ok) writeDataRecord(stage, copied?.ok ? mergeRecords(here.value, copied.value) : here.value)
  return here?.ok === true || isCopied === true
}
