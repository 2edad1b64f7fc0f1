/** Inspections as an engine (20.10) gave them, with paths and instance made neutral. */
import { readFileSync } from 'node:fs'
import { decodeContainer } from '../../../src/adapters/docker/observe/decode.js'
import { readContribution } from '../../../src/adapters/docker/containers/restated.js'
import type { WireContainer, WireImage } from '../../../src/adapters/docker/wire.js'
import type { ObservedContainer } from '../../../src/model/state.js'

export const RECORDINGS = [
  'created', 'running', 'two-networks', 'paused', 'updated-by-hand', 'limits-taken-away', 'health-starting', 'healthy', 'exited',
  'quota-and-anonymous-volume', 'made-by-hand',
] as const

export interface Recording {
  readonly container: WireContainer
  readonly image: WireImage
}

export function recording(name: (typeof RECORDINGS)[number]): Recording {
  return JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as Recording
}

export function decoded({ container, image }: Recording): ObservedContainer {
  const observed = decodeContainer(container, readContribution(image.Config), 'recorded')
  if (!observed) throw new Error('not a container of the instance')
  return observed
}
