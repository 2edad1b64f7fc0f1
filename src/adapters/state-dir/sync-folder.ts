/** The name of a file is safe only once its folder is on disk too: without this a power cut could bring an old one back. */
import { closeSync, constants, fsyncSync, openSync } from 'node:fs'

export function syncFolder(path: string): void {
  const descriptor = openSync(path, constants.O_RDONLY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
