/** One lease for all passes of a process that overlap: taken by the first, let go of by the last. */
import { ok } from '../../model/result.js'
import type { Lease, LeasePort } from '../../ports.js'

export function shareLease(port: LeasePort): LeasePort {
  let held: Lease | undefined
  let users = 0
  const release = (): void => {
    users -= 1
    if (users > 0) return
    held?.release()
    held = undefined
  }
  const use = (lease: Lease): Lease => {
    held = lease
    users += 1
    let isOver = false
    return {
      release: () => {
        if (!isOver) release()
        isOver = true
      },
    }
  }
  return {
    acquire: async (purpose, waitMs, signal) => {
      if (held) return ok(use(held))
      const taken = await port.acquire(purpose, waitMs, signal)
      return taken.ok ? ok(use(taken.value)) : taken
    },
  }
}
