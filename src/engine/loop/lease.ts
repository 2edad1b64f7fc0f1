/** One pass at a time per instance. Whoever has to wait is told for whom. */
import type { Trigger } from '../../model/run.js'
import type { Result } from '../../model/result.js'
import type { Emit, Lease, LeasePort } from '../../ports.js'

/** Longer than a usual pass, shorter than a person's patience. Whoever asks for another lease waits as long. */
export const LEASE_WAIT_MS = 60_000

export async function waitForLease(ports: { readonly lease: LeasePort; readonly emit: Emit }, trigger: Trigger, signal: AbortSignal): Promise<Result<Lease>> {
  const purpose = trigger === 'cli' ? 'apply' : 'reconcile'
  const atOnce = await ports.lease.acquire(purpose, 0, signal)
  if (atOnce.ok || atOnce.error.code !== 'lease-held') return atOnce
  ports.emit({ type: 'lease-waiting', holder: atOnce.error.cause })
  return ports.lease.acquire(purpose, LEASE_WAIT_MS, signal)
}
