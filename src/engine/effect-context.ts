/** What an effect is carried out with. */
import type { Ports } from '../ports.js'

export type EffectPorts = Pick<Ports, 'source' | 'runtime' | 'inside' | 'proxy' | 'files' | 'dataRecord' | 'probe' | 'store' | 'clock' | 'emit'>

export interface EffectContext {
  readonly ports: EffectPorts
  readonly run: number
  readonly signal: AbortSignal
}
