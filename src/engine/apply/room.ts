/** Whether there is room for another image. A disk that runs full takes down what already works, so nothing is begun on the last of it. */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DiskFacts, RuntimeReader } from '../../ports.js'

/** The smaller of the two has to stay free: a share for small disks, a plain number for large ones. */
export const SHARE_KEPT_FREE = 0.1
export const BYTES_KEPT_FREE = 2 * 1024 ** 3

/** An engine that does not tell, or whose disk is not here, is no reason to refuse. */
export async function checkRoom(runtime: RuntimeReader, subject: string, signal: AbortSignal): Promise<Result<void>> {
  const facts = await runtime.facts(signal)
  const disk = facts.ok ? facts.value.disk : undefined
  if (!disk || hasRoom(disk)) return ok(undefined)
  const cause = `only ${gigabytes(disk.freeBytes)} of ${gigabytes(disk.totalBytes)} are free at ${disk.path}, and ${gigabytes(keptFree(disk))} are kept free`
  return err(failure('disk-full', { subject, cause, help: 'Make room: docker system df shows what takes it. What runs is not touched, and Mist tries again.' }))
}

/** For so much more, beside what is kept free in any case. */
export async function checkRoomFor(runtime: RuntimeReader, { subject, bytes }: { readonly subject: string; readonly bytes: number }, signal: AbortSignal): Promise<Result<void>> {
  const facts = await runtime.facts(signal)
  const disk = facts.ok ? facts.value.disk : undefined
  if (!disk || disk.freeBytes - bytes >= keptFree(disk)) return ok(undefined)
  const cause = `it may take ${gigabytes(bytes)}, and of the ${gigabytes(disk.freeBytes)} that are free at ${disk.path}, ${gigabytes(keptFree(disk))} are kept free`
  return err(failure('disk-full', { subject, cause, help: 'Make room: docker system df shows what takes it. What runs is not touched.' }))
}

export function hasRoom(disk: DiskFacts): boolean {
  return disk.freeBytes >= keptFree(disk)
}

export function keptFree({ totalBytes }: DiskFacts): number {
  return Math.min(totalBytes * SHARE_KEPT_FREE, BYTES_KEPT_FREE)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`
}
