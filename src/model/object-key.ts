/** Names of objects in a storage. Narrow on purpose: the same in a file system, in a URL and in a signature, with nothing that has to be escaped. */

const KEY = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}(\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}){0,19}$/

export function isObjectKey(key: string): boolean {
  return KEY.test(key) && key.length <= 900
}
