/** Whether what somebody else wrote is a map of names: neither a list nor null. What its values are is for the reader to look at. */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
