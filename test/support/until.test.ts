/** The waiting helper itself: what it returns, and what it says when it gives up. */
import { describe, expect, it } from 'vitest'
import { until } from './until.js'

describe('until', () => {
  it('returns the first answer that is there', async () => {
    const answers = [undefined, null, false, 'here']
    expect(await until('it is here', () => answers.shift(), { everyMs: 1 })).toBe('here')
  })

  it('takes zero and the empty string for answers', async () => {
    expect(await until('a number comes', () => 0)).toBe(0)
    expect(await until('a text comes', () => '')).toBe('')
  })

  it('asks again after an exception', async () => {
    let asked = 0
    const probe = (): string => {
      asked += 1
      if (asked < 3) throw new Error('not yet')
      return 'done'
    }
    expect(await until('the probe works', probe, { everyMs: 1 })).toBe('done')
  })

  it('shows the last value when the deadline passes', async () => {
    const waiting = until('the count is ten', () => (false as boolean) || undefined, { timeoutMs: 20, everyMs: 5 })
    await expect(waiting).rejects.toThrow(/until the count is ten\n {2}last answer: undefined/)
  })

  it('shows the last exception when the deadline passes', async () => {
    const waiting = until('it answers', () => Promise.reject(new Error('connection refused')), { timeoutMs: 20, everyMs: 5 })
    await expect(waiting).rejects.toThrow(/exception: connection refused/)
  })

  it('gives up on a probe that never returns', async () => {
    const waiting = until('it answers', () => new Promise<string>(() => undefined), { timeoutMs: 20 })
    await expect(waiting).rejects.toThrow(/the probe never returned/)
  })
  it('shows what came before the question that the deadline cut off', async () => {
    const answers = [Promise.reject(new Error('connection refused')), new Promise<string>(() => undefined)]
    const waiting = until('it answers', () => answers.shift(), { timeoutMs: 40, everyMs: 1 })
    await expect(waiting).rejects.toThrow(/exception: connection refused/)
  })
})
