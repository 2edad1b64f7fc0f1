/** What an effect is carried out with. */
import type { Result } from '../../model/result.js'
import type { Effect } from '../../model/step.js'
import type { Ports } from '../../ports.js'

export type EffectPorts = Pick<Ports, 'source' | 'runtime' | 'inside' | 'proxy' | 'files' | 'dataRecord' | 'probe' | 'store' | 'clock' | 'emit'>

export interface EffectContext {
  readonly ports: EffectPorts
  readonly run: number
  readonly signal: AbortSignal
  /** Absent where no data can be moved. */
  readonly mover?: Mover
}

export type MoveEffect = Extract<Effect, { readonly do: 'move-data' }>
export type ReturnEffect = Extract<Effect, { readonly do: 'return-data' }>

/** Takes data from one volume to another; it needs more of the host than all other effects together. */
export interface Mover {
  move(effect: MoveEffect, signal: AbortSignal): Promise<Result<void>>
  giveBack(effect: ReturnEffect): Promise<Result<void>>
}
