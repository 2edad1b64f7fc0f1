/** How often the question is asked which apps git has: as often for many apps as for one. */
import { describe, expect, it } from 'vitest'
import { refuseRemoval } from '../../../src/plan/policy/guard.js'
import type { PlanInputs } from '../../../src/plan/proposal.js'
import { REVISION } from '../../support/desired.js'

describe('whether apps may be removed', () => {
  it('is decided without gathering the apps of git once for each that runs', () => {
    expect(readsFor(400)).toBe(readsFor(4))
  })
})

/** How often `apps` is read while a host is judged that runs as many. */
function readsFor(count: number): number {
  let reads = 0
  const counted = Object.defineProperty({ unresolved: [], policy: { prune: true }, revision: REVISION }, 'apps', { get: () => { reads += 1; return [] } })
  const containers = Array.from({ length: count }, (_, index) => ({ app: `shop/app-${String(index)}` }))
  refuseRemoval({ desired: counted, observed: { containers }, memory: { deletionConfirmed: false } } as unknown as PlanInputs)
  return reads
}
