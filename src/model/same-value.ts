/** Whether two values say the same, at every depth. What is one object is not looked into, so that comparing what a look hardly changed costs little. */

export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSameValue(item, b[index]))
  return isSameRecord(a, b)
}

/** Of what is neither a list nor a plain object nothing is known but that it is not the same. */
function isSameRecord(a: object, b: object): boolean {
  if (Object.getPrototypeOf(a) !== Object.prototype) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSameValue(a[name as keyof typeof a], b[name as keyof typeof b]))
}
