/** Length and SHA-256 of bytes that come one after the other and are never held together. */
import { createHash } from 'node:crypto'

export interface Checksum {
  add(bytes: Uint8Array): void
  /** Once, at the end. */
  end(): Sum
}

export interface Sum {
  readonly bytes: number
  /** 64 hex digits. */
  readonly sha256: string
}

export function openChecksum(): Checksum {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    add: (more) => {
      hash.update(more)
      bytes += more.length
    },
    end: () => ({ bytes, sha256: hash.digest('hex') }),
  }
}
