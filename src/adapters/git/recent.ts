/** A small memory that forgets what was not used for longest. */

export interface Recent<T> {
  get(key: string): T | undefined
  /** Hands the value back. */
  put(key: string, value: T): T
}

export function createRecent<T>(limit: number): Recent<T> {
  const items = new Map<string, T>()

  function put(key: string, value: T): T {
    items.delete(key)
    items.set(key, value)
    const [oldest] = items.keys()
    if (items.size > limit && oldest !== undefined) items.delete(oldest)
    return value
  }

  function get(key: string): T | undefined {
    const value = items.get(key)
    return value === undefined ? undefined : put(key, value)
  }

  return { get, put }
}
