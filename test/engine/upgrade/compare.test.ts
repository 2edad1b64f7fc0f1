/** What two servers say of the same data, held against one another: also where they say a great deal. */
import { expect, it } from 'vitest'
import { differenceIn } from '../../../src/engine/upgrade/compare.js'

it('looks at each line a few times at most, however many there are', () => {
  let reads = 0
  const lines = Array.from({ length: 20_000 }, (_, index) => `table public.t${String(index)} has 1 rows`)
  const counted = new Proxy(lines, {
    get: (target, key, self) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1
      return Reflect.get(target, key, self) as unknown
    },
  })
  expect(differenceIn(new Map([['x', counted]]), new Map([['x', [...lines].reverse()]]))).toBeUndefined()
  expect(reads).toBeLessThanOrEqual(3 * lines.length)
})
