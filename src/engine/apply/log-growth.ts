/** What is new in a build log that is read again and again. Who reads it, and how often, is decided elsewhere. */

export interface Growth {
  /** The log of another build than before: it begins anew. */
  readonly isAnother: boolean
  readonly lines: readonly string[]
}

/** A log only grows; one that does not go on from where it was belongs to another build. */
export function growthOf(before: readonly string[], now: readonly string[]): Growth {
  const last = before.length - 1
  const goesOn = now.length >= before.length && now[0] === before[0] && now[last] === before[last]
  return goesOn || before.length === 0 ? { isAnother: false, lines: now.slice(before.length) } : { isAnother: true, lines: now }
}
