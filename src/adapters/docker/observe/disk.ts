/** How much room is left where the engine keeps its images. Only on this host: elsewhere nothing is known, and nothing is guessed. */
import { statfs } from 'node:fs/promises'
import type { DiskFacts } from '../../../ports.js'

export async function diskFacts(path: string | undefined): Promise<DiskFacts | undefined> {
  if (!path) return undefined
  try {
    const { bavail, blocks, bsize } = await statfs(path)
    return { path, freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return undefined
  }
}
