/** Rights that only one process has at a time: part of the list in ports.ts. */
import type { Result } from '../model/result.js'

export interface Lease {
  release(): void
}

/** One run at a time per instance. The lock is the kernel's: it dies with its holder. */
export interface LeasePort {
  /** Waits up to `waitMs`; `lease-held` names the holder. */
  acquire(purpose: string, waitMs: number, signal: AbortSignal): Promise<Result<Lease>>
}

export interface LeaseReader {
  /** Whether anybody has it at this moment; not who. */
  isHeld(): boolean
}
