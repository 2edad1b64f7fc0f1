/** Comparing values whole, and not looking into what is one object. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameValue } from '../../src/model/same-value.js'

describe('two values', () => {
  it('are the same when they were copied from each other', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isSameValue(value, structuredClone(value))))
  })

  it('are the same exactly when their texts are, whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => isSameValue(a, b) === (sortedText(a) === sortedText(b))))
  })

  it.each([
    [[1, 2], [2, 1]], [[], {}], [{ a: undefined }, {}], [{ a: 1 }, { b: 1 }], [{}, null], ['1', 1], [[undefined], [null]], [new Map(), new Map()], [new Date(0), new Date(1)],
  ])('differ: %j and %j', (a, b) => {
    expect([isSameValue(a, b), isSameValue(b, a)]).toEqual([false, false])
  })

  it('that are one object are not looked into', () => {
    let reads = 0
    const shared = Object.defineProperty({}, 'inner', { enumerable: true, get: () => (reads += 1) })
    expect([isSameValue({ shared }, { shared }), reads]).toEqual([true, 0])
  })
})

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort()) : item))
}
