/** Signals joined and let go of again. */
import { describe, expect, it } from 'vitest'
import { linkDeadline, linkSignals, withDeadline } from '../../src/signals.js'

/** Timers of equal length fire in the order of their making: whatever was to fire within a moment has fired by now. */
function aDeadlineLater(): Promise<unknown> {
  return withDeadline(5, [], (signal) => new Promise((resolve) => { signal.addEventListener('abort', resolve) }))
}

describe('joined signals', () => {
  it('fire with any of them, and at once when one has fired before', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const linked = linkSignals(one.signal, other.signal)
    expect(linked.signal.aborted).toBe(false)
    other.abort()
    expect(linked.signal.aborted).toBe(true)
    expect(linkSignals(one.signal, other.signal).signal.aborted).toBe(true)
  })

  it('are deaf once they are let go of', () => {
    const one = new AbortController()
    const linked = linkSignals(one.signal)
    linked.release()
    one.abort()
    expect(linked.signal.aborted).toBe(false)
  })
})

describe('a deadline', () => {
  it('ends work that heeds it', async () => {
    const ended = await withDeadline(1, [], (signal) => new Promise((resolve) => { signal.addEventListener('abort', () => { resolve('ended') }) }))
    expect(ended).toBe('ended')
  })

  it('does not fire early for being longer than a timer can hold', async () => {
    const limited = linkDeadline(2 ** 40)
    await aDeadlineLater()
    expect(limited.signal.aborted).toBe(false)
    limited.release()
  })

  it('lets go of its timer and of its signals when the work is done', async () => {
    const one = new AbortController()
    let inner: AbortSignal | undefined
    await withDeadline(2, [one.signal], async (signal) => { inner = signal })
    one.abort()
    await aDeadlineLater()
    expect(inner?.aborted).toBe(false)
  })
})
