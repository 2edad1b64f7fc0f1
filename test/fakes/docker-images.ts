/** The images of a fake engine: found by name or id, taken away by name, and left where somebody needs them. */
import { ok } from '../../src/model/result.js'
import type { Result } from '../../src/model/result.js'
import type { BuiltImage, SpentImage } from '../../src/ports.js'
import type { Engine, FakeImage } from './docker-state.js'
import type { Program } from './program.js'

export function findImage({ state }: Engine, refOrId: string): FakeImage | undefined {
  return state.images.get(refOrId) ?? [...state.images.values(), ...state.untagged].find(({ id }) => id === refOrId)
}

/** The name means something new from now on; what it meant before stays under its id. */
export function tagImage({ state, nextId }: Engine, ref: string, program: Program): void {
  const before = state.images.get(ref)
  state.images.set(ref, { id: `sha256:${nextId()}`, program })
  if (before && ![...state.images.values()].includes(before)) state.untagged.push(before)
}

export function builtBy({ state }: Engine, instance: string): readonly BuiltImage[] {
  return [...state.built].flatMap(([ref, maker]) => {
    const image = state.images.get(ref)
    return image && maker.instance === instance ? [{ app: maker.app, ref, id: image.id }] : []
  })
}

export function removeImage({ state }: Engine, instance: string, spent: SpentImage): Result<'removed' | 'left'> {
  const found = state.images.get(spent.ref)
  const maker = state.built.get(spent.ref)
  const names = [...state.images].filter(([, { id }]) => id === spent.id).map(([ref]) => ref)
  const isOurs = spent.origin === 'built' ? maker?.instance === instance && maker.app === spent.app : names.length === 1
  const isUsed = [...state.containers.values()].some(({ imageId }) => imageId === spent.id)
  if (found?.id !== spent.id || !isOurs || isUsed) return ok('left')
  state.images.delete(spent.ref)
  state.built.delete(spent.ref)
  return ok('removed')
}
