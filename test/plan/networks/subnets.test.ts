/** Each project gets a subnet of its own that nobody on the host uses. */
import { describe, expect, it } from 'vitest'
import { openPool } from '../../../src/plan/networks/subnets.js'

describe('openPool', () => {
  it('gives the same name the same range on an empty host', () => {
    expect(openPool('10.210.0.0/16', []).take('mist-shop')).toBe(openPool('10.210.0.0/16', []).take('mist-shop'))
  })

  it('gives every range once and then none', () => {
    const pool = openPool('10.210.0.0/22', [])
    const given = ['a', 'b', 'c', 'd'].map((name) => pool.take(name))
    expect(given.toSorted()).toEqual(['10.210.0.0/24', '10.210.1.0/24', '10.210.2.0/24', '10.210.3.0/24'])
    expect(pool.take('e')).toBeUndefined()
  })

  it.each([
    ['a smaller range inside', ['10.210.1.128/25']],
    ['an equal range', ['10.210.1.0/24']],
    ['a range written with host bits', ['10.210.1.77/24']],
  ])('steps over %s', (_, used) => {
    const pool = openPool('10.210.0.0/23', used)
    expect([pool.take('a'), pool.take('b')]).toEqual(['10.210.0.0/24', undefined])
  })

  it('gives nothing inside of a larger range in use', () => {
    expect(openPool('10.210.0.0/16', ['10.0.0.0/8']).take('a')).toBeUndefined()
    expect(openPool('10.210.0.0/16', ['0.0.0.0/0']).take('a')).toBeUndefined()
  })

  it('is not led astray by other address families or nonsense', () => {
    expect(openPool('10.210.0.0/24', ['fd00::/64', 'nonsense', '999.1.1.1/24', '10.210.0.0/99']).take('a')).toBe('10.210.0.0/24')
    expect(openPool('10.210.0.0/26', []).take('a')).toBeUndefined()
    expect(openPool('nonsense', []).take('a')).toBeUndefined()
  })

  it('reaches the end of the address space without wrapping', () => {
    expect(openPool('255.255.254.0/23', ['255.255.254.0/24']).take('a')).toBe('255.255.255.0/24')
  })
})
