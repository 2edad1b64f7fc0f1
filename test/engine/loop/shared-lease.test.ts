/** One lease for the passes of a process: others wait until the last of them has ended. */
import { describe, expect, it } from 'vitest'
import { shareLease } from '../../../src/engine/loop/shared-lease.js'
import { failure } from '../../../src/model/failure.js'
import { err, ok } from '../../../src/model/result.js'
import type { LeasePort } from '../../../src/ports.js'

const never = new AbortController().signal

function counted(answer: 'free' | 'held'): { readonly port: LeasePort; readonly calls: string[] } {
  const calls: string[] = []
  const acquire: LeasePort['acquire'] = (purpose) => {
    calls.push(`acquire ${purpose}`)
    return Promise.resolve(answer === 'free' ? ok({ release: () => void calls.push('release') }) : err(failure('lease-held', { subject: 'cannot begin', cause: 'held' })))
  }
  return { port: { acquire }, calls }
}

describe('shareLease', () => {
  it('is taken by the first, let go of by the last, and taken anew', async () => {
    const { port, calls } = counted('free')
    const shared = shareLease(port)
    const leases = [await shared.acquire('one', 0, never), await shared.acquire('two', 0, never)]
    for (const lease of leases) {
      expect(calls).toEqual(['acquire one'])
      if (lease.ok) lease.value.release()
    }
    expect(calls).toEqual(['acquire one', 'release'])
    await shared.acquire('three', 0, never)
    expect(calls).toEqual(['acquire one', 'release', 'acquire three'])
  })

  it('lets go once, however often it is told to', async () => {
    const { port, calls } = counted('free')
    const shared = shareLease(port)
    const [first] = [await shared.acquire('one', 0, never), await shared.acquire('two', 0, never)]
    if (first.ok) {
      first.value.release()
      first.value.release()
    }
    expect(calls).toEqual(['acquire one'])
  })

  it('hands on who holds it elsewhere', async () => {
    expect((await shareLease(counted('held').port).acquire('one', 0, never)).ok).toBe(false)
  })
})
