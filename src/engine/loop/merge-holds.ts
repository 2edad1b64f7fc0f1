/** Two passes that overlap each learn something about their own apps: what one of them changed is kept, whatever the other handed on. */
import type { Hold, Holds } from '../memory.js'

export interface LearnedHolds {
  /** What the pass began with. */
  readonly before: Holds
  /** What it made of it. */
  readonly after: Holds
}

/** A hold that is new to the pass wins; one that it dropped goes only if nobody else touched it meanwhile. */
export function mergeHolds(current: Holds, { before, after }: LearnedHolds): Holds {
  const keys = [...new Set([...Object.keys(current), ...Object.keys(after)])]
  const entries = keys.flatMap((key): readonly (readonly [string, Hold])[] => {
    const isLearned = after[key] !== before[key] && (after[key] !== undefined || current[key] === before[key])
    const hold = isLearned ? after[key] : current[key]
    return hold ? [[key, hold]] : []
  })
  return Object.fromEntries(entries)
}
