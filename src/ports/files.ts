/** The port of files that apps mount for reading: part of the list in ports.ts. */
import type { FileSpec } from '../model/file.js'
import type { Result } from '../model/result.js'
import type { ObservedFile } from '../model/state.js'

export interface FilesReader {
  /** How these lie on the host, content and mode compared. */
  observe(files: readonly FileSpec[], signal: AbortSignal): Promise<Result<readonly ObservedFile[]>>
}

interface FilesWriter {
  /** Atomic, and never in place. One that is whole already is left as it is. */
  ensure(file: FileSpec, content: Uint8Array, signal: AbortSignal): Promise<Result<void>>
  /** Removes all but these. */
  sweep(keep: ReadonlySet<string>, signal: AbortSignal): Promise<Result<void>>
}

export type FilesPort = FilesReader & FilesWriter
