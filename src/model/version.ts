/** Versions as images bear them in their tags, compared by their numbers. */

/** By the numbers that both name: 16 and 16.4 are equal. What has no number in that place says nothing. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** 16.4 says more than 16, where both may be the same. */
export function isMoreExact(a: string, b: string): boolean {
  return compareVersions(a, b) === 0 && numbersOf(a).length > numbersOf(b).length
}

/** Of `16.4-alpine` those before the hyphen, of `RELEASE.2025-09-07T16-13-09Z` all. */
function numbersOf(version: string): readonly number[] {
  const counted = /^\d/.test(version) ? version.replace(/-.*$/, '') : version
  return [...counted.matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
