/** The note of which generation of a volume counts: part of the list in ports.ts. */
import type { Failure } from '../model/failure.js'
import type { Generations } from '../model/generation.js'
import type { Result } from '../model/result.js'

export interface GenerationsFound {
  readonly generations: Generations
  /** The note is there and cannot be used: it counts as lost, and somebody should hear of it. */
  readonly damage?: Failure
}

export interface GenerationsReader {
  /** A note that is not there says nothing. */
  read(): GenerationsFound
}

interface GenerationsWriter {
  /** Read, changed and written as one: whole or not at all, and never beside somebody else's. A damaged note is set aside first. */
  update(change: (now: Generations) => Generations): Promise<Result<void>>
}

export type GenerationsPort = GenerationsReader & GenerationsWriter
