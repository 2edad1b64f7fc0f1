/** Data that goes over to another volume, since the version that git wants cannot open it where it is: what it takes, and how it is told. */
import type { BackupSpec, StorageSpec } from './backup.js'
import type { AppKey, AttachmentSpec } from './resource.js'

/** In words and names alone, as a plan shows it. */
export interface MoveText {
  /** The volume that the data is in now, and stays in. */
  readonly from: string
  readonly software: string
  readonly fromLine: string
  readonly toLine: string
  /** The name of the storage that the backup goes to. */
  readonly storage: string
  /** Who has no database meanwhile, and is not touched. */
  readonly dependents: readonly AppKey[]
}

export interface DataMove extends MoveText {
  /** Of the app as git has it. */
  readonly backup: BackupSpec
  readonly place: StorageSpec
  /** The container that holds the data now, running or not. */
  readonly live: LiveServer
}

/** App → where its data goes and how. Empty on most hosts. */
export type Moves = ReadonlyMap<AppKey, { readonly move: DataMove; readonly to: string }>

export interface LiveServer {
  readonly engineId: string
  readonly name: string
  readonly stopGraceMs: number
  /** As it is reached while it serves: it may bear other names there than the one that takes its place. */
  readonly networks: readonly AttachmentSpec[]
}

/** The old server, as it is to come back when the data does not go over. */
export interface FormerServer {
  readonly container: string
  readonly networks: readonly AttachmentSpec[]
}
