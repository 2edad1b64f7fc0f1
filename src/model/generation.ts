/**
 * Generations of a volume: the data of an app may move on to a new volume, and the old one is kept. `shop_db_data` is the first, and
 * `shop_db_data.g2` the second. No other name of a volume ends so, since neither apps nor volumes have a dot in their names.
 */
import type { DesiredApp } from './state.js'

/** Which generation counts. It is written down in one small file, and where that is lost the containers tell it. */
export interface Generations {
  /** Name of the first generation → name of the one that counts. */
  readonly inUse: Readonly<Record<string, string>>
  /** Name of the first generation → one that is being filled. It may be thrown away as long as it stands here. */
  readonly making: Readonly<Record<string, string>>
}

export const NO_GENERATIONS: Generations = { inUse: {}, making: {} }

const LATER = /^(.+)\.g([2-9]|[1-9]\d{1,5})$/

/** The name of the first generation, which everything that is made of a manifest bears. */
export function baseVolume(name: string): string {
  return LATER.exec(name)?.[1] ?? name
}

export function generationOf(name: string): number {
  return Number(LATER.exec(name)?.[2] ?? 1)
}

export function generationName(base: string, generation: number): string {
  return generation === 1 ? base : `${base}.g${String(generation)}`
}

/** What an app that was fitted to the host mounts in place of this volume of the manifest. */
export function volumeInUse({ volumes }: Pick<DesiredApp, 'volumes'>, base: string): string {
  return volumes.find(({ name }) => baseVolume(name) === base)?.name ?? base
}
