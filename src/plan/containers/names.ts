/**
 * Which name a container bears. A successor may stand beside a predecessor with the same fingerprint, and routes find servers by
 * name: so the first free name of `<name>`, `<name>-b`, `<name>-c`… is taken, and a container that bears one of them keeps it.
 */
import type { ObservedState } from '../../model/state.js'

export interface HeldNames {
  readonly ours: ReadonlySet<string>
  readonly foreign: ReadonlySet<string>
}

export function heldNames({ containers, foreignContainers }: ObservedState): HeldNames {
  return { ours: new Set(containers.map(({ name }) => name)), foreign: new Set(foreignContainers.map(({ name }) => name)) }
}

const SUFFIXES = ['', ...'bcdefghijklmnopqrstuvwxyz'].map((letter) => (letter ? `-${letter}` : ''))

export function isNameOf(name: string, derived: string): boolean {
  return name.startsWith(derived) && SUFFIXES.includes(name.slice(derived.length))
}

/** For a new container. A foreign object on the derived name is not dodged: it is refused, so that a person hears of it. */
export function newName(derived: string, held: HeldNames): string {
  return held.foreign.has(derived) ? derived : freeName(derived, held)
}

/** The derived name itself when all are held: taking it then says so. */
export function freeName(derived: string, { ours, foreign }: HeldNames): string {
  return SUFFIXES.map((suffix) => derived + suffix).find((name) => !ours.has(name) && !foreign.has(name)) ?? derived
}
