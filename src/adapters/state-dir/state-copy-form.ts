/** The form of a copy of the state: a tar with a list of checksums first, so that age, gzip and tar can open it without Mist. */
import { isKept, KEY_FILE, PASSED_OVER } from './kept-files.js'
import type { StateCopy } from '../../ports.js'

export const LIST = 'manifest.json'

export interface CopyList extends StateCopy {
  readonly formatVersion: 1
}

/** Undefined when it is none, or names what no copy may hold. */
export function readList(text: string): CopyList | undefined {
  try {
    const list = JSON.parse(text) as CopyList
    return isList(list) ? { ...list, files: list.files.filter(({ path }) => path !== PASSED_OVER) } : undefined
  } catch {
    return undefined
  }
}

function isList(list: CopyList): boolean {
  const files: CopyList['files'] = Array.isArray(list.files) ? list.files as CopyList['files'] : []
  const isWhole = list.formatVersion === 1 && [list.instance, list.madeAt, list.keyId].every((one) => typeof one === 'string')
  return isWhole && files.some(({ path }) => path === KEY_FILE) && files.every(({ path, bytes, sha256 }) => (isKept(path) || path === PASSED_OVER) && Number.isSafeInteger(bytes) && /^[0-9a-f]{64}$/.test(sha256))
}
