/** A file system of the test's own that is small enough to be full: laid over a folder, with what is in it. Takes root, as the lab's engine does. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  /** Leaves no byte, and takes at once whatever becomes free. */
  readonly fill: () => void
  readonly free: () => void
  readonly close: () => void
}

const FILLER = 'lost+found.filler'
const FILL_EVERY_MS = 20
const CHUNKS = [1024 * 1024, 4_096, 1]

export function layOver(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const aside = mkdtempSync(join(tmpdir(), 'mist-small-disk-'))
  const copy = (from: string, to: string): void => { execFileSync('cp', ['--archive', '--', `${from}/.`, to]) }
  copy(folder, aside)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m,mode=0700`, 'mist-small-disk', folder])
  copy(aside, folder)
  rmSync(aside, { recursive: true })
  const filler = join(folder, FILLER)
  let filling: NodeJS.Timeout | undefined
  const rest = (): void => {
    clearInterval(filling)
    filling = undefined
  }
  return {
    fill: () => {
      writeUntilFull(filler)
      filling ??= setInterval(() => { writeUntilFull(filler) }, FILL_EVERY_MS)
    },
    free: () => {
      rest()
      rmSync(filler, { force: true })
    },
    close: () => {
      rest()
      execFileSync('umount', ['--lazy', folder])
    },
  }
}

function writeUntilFull(file: string): void {
  const descriptor = openSync(file, 'a')
  try {
    for (const size of CHUNKS) while (hasWritten(descriptor, Buffer.alloc(size, 'x'))) continue
  } finally {
    closeSync(descriptor)
  }
}

function hasWritten(descriptor: number, bytes: Buffer): boolean {
  try {
    return writeSync(descriptor, bytes) === bytes.length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}
