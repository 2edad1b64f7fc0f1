/** The data of databases: what a volume remembers of it, and what a server needs it to be. */

/** What wrote the data of a volume. It stands in the labels of the volume from the beginning on, since those can never change. */
export interface DataOrigin {
  /** The template, and the line of its versions, such as `postgres` and `16`. */
  readonly software: string
  readonly line: string
  /** Of the instance key that its passwords were derived from, see `keyId`. Absent when they come from elsewhere. */
  readonly key?: string
}

export interface DataSpec extends DataOrigin {
  /** Data of which other lines the software can open: none, or those of every older one. */
  readonly upgrade: 'never' | 'newer'
  /** Variables that the server read when the data was first made, and never again. */
  readonly fixedEnv: readonly string[]
}
