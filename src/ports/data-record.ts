/** The record of what data there was on this host: part of the list in ports.ts. */
import type { DataRecord } from '../model/data-record.js'
import type { Result } from '../model/result.js'

export interface DataRecordReader {
  /** One that is not there says nothing; one that cannot be read is a failure, which names the file and why. */
  read(): Result<DataRecord>
}

interface DataRecordWriter {
  /** Read, changed and written as one: whole and on disk, or not at all. One that cannot be read is left as it is. */
  update(change: (now: DataRecord) => DataRecord): Promise<Result<void>>
}

export type DataRecordPort = DataRecordReader & DataRecordWriter
