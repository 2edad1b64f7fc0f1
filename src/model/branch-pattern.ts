/**
 * Which branches a list of patterns names. `*` stands for anything but a slash, `**` for anything, and a pattern behind `!` takes
 * away again. Matched position by position: no text can keep it busy for long.
 */

/** Patterns without a `!` choose, the others leave out, in whatever order they stand. */
export function wantsBranch(patterns: readonly string[], name: string): boolean {
  const excluded = patterns.filter(isExclusion).map((pattern) => pattern.slice(1))
  return patterns.some((pattern) => !isExclusion(pattern) && matchesPattern(pattern, name)) && !excluded.some((pattern) => matchesPattern(pattern, name))
}

export function isExclusion(pattern: string): boolean {
  return pattern.startsWith('!')
}

/** Follows all ways through the pattern at once: after each token, the places of the name that can have been reached. */
function matchesPattern(pattern: string, name: string): boolean {
  let reached = new Set([0])
  for (const token of pattern.match(/\*\*+|[^]/g) ?? []) {
    reached = step(token, name, reached)
    if (reached.size === 0) return false
  }
  return reached.has(name.length)
}

function step(token: string, name: string, from: ReadonlySet<number>): Set<number> {
  if (!token.startsWith('*')) return new Set([...from].filter((at) => name[at] === token).map((at) => at + 1))
  const to = new Set<number>()
  let isOpen = false
  for (let at = 0; at <= name.length; at += 1) {
    isOpen = from.has(at) || (isOpen && (token !== '*' || name[at - 1] !== '/'))
    if (isOpen) to.add(at)
  }
  return to
}
