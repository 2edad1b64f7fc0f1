/** Copies of the state directory in one encrypted file, and the way back: part of the list in ports.ts. For people on the host; no pass needs them. */
import type { Result } from '../model/result.js'

/** What is told of a copy. There is no value in it. */
export interface StateCopy {
  readonly instance: string
  /** ISO 8601. */
  readonly madeAt: string
  /** Of the instance key, see `keyId`. */
  readonly keyId: string
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

interface RestoredState extends StateCopy {
  /** The folder with the state that was there. */
  readonly setAside?: string
  /** The record of what data there was on this host could not be read, or a newer Mist wrote it: it was set aside as it was, and only the copy counts. */
  readonly unread?: { readonly file: string; readonly cause: string }
}

export interface StateCopyPort {
  /** Whole or not at all; a file that is there is a failure. Without recipients it is encrypted for the identities of this host. */
  save(target: string, recipients: readonly string[], signal: AbortSignal): Promise<Result<StateCopy & { readonly recipients: readonly string[] }>>
  /**
   * Every checksum is compared before anything is touched. Refused while a Mist works with the directory, and, unless it is confirmed by
   * the name of the instance, when there is a state already: that one is set aside in a folder of the directory.
   */
  restore(source: string, how: { readonly identityFile?: string; readonly confirmed?: string }, signal: AbortSignal): Promise<Result<RestoredState>>
}
