/** Regular expressions of the schemas, made so that no text can keep them busy for long. */
import { MAX_TEXT_CHARS } from './limits.js'

export interface BoundedPattern {
  test(text: string): boolean
}

/** A text above every limit of the schemas is not matched at all: no pattern can then take long. `maxLength` tells of it. */
export function boundedPattern(pattern: string, flags: string): BoundedPattern {
  const expression = new RegExp(pattern, flags)
  return { test: (text) => text.length <= MAX_TEXT_CHARS && expression.test(text) }
}
