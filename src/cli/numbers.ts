/** Numbers as people type them: a count above zero, or the word `all`. */

/** Undefined when it is no whole number above zero, nor `all`. */
export function parseCount(text: string | boolean | undefined, fallback: number | 'all'): number | 'all' | undefined {
  if (text === undefined) return fallback
  if (text === 'all') return 'all'
  const value = typeof text === 'string' && /^\d{1,7}$/.test(text) ? Number(text) : 0
  return value > 0 ? value : undefined
}
