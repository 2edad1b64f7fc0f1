/**
 * What git wants, fitted to what is on the host: which image a release means, which previews stay, which volume counts. Whatever is planned
 * went through here, in this order. Data that is to move is settled for the plan alone: until it is over, all others speak of the volume it is in.
 */
import type { DesiredState, ObservedState } from '../../model/state.js'
import { planMoves } from '../../plan/data/move-data.js'
import type { GenerationsPort } from '../../ports.js'
import type { Choices } from '../../resolve/generations.js'
import { chooseGenerations, settleGenerations, volumesOf } from '../../resolve/generations.js'
import { settleMoves } from '../../resolve/moves.js'
import { settlePins } from '../../resolve/pinned.js'
import { keepUnknownPreviews } from '../../resolve/unknown-previews.js'

export interface Fitted {
  readonly desired: DesiredState
  readonly choices: Choices
  /** Volumes that are being filled, or were left half filled. */
  readonly making: readonly string[]
}

interface Sides {
  readonly desired: DesiredState
  readonly observed: ObservedState
}

export function fitToHost({ generations: note }: { readonly generations: Pick<GenerationsPort, 'read'> }, { desired, observed }: Sides): Fitted {
  const { generations } = note.read()
  const choices = chooseGenerations(volumesOf(desired), { generations, observed })
  const settled = settleGenerations(keepUnknownPreviews(settlePins(desired, observed), observed), choices, generations)
  return { desired: settled, choices, making: Object.values(generations.making) }
}

/** For the plan, which moves what has to move. */
export function withMoves({ generations }: { readonly generations: Pick<GenerationsPort, 'read'> }, { desired, observed }: Sides): DesiredState {
  return settleMoves(desired, planMoves(desired, observed, Object.values(generations.read().generations.making)))
}
