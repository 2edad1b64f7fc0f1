/** Every name that Mist derives, and that two of them never meet. */
import { describe, expect, it } from 'vitest'
import { containerName, networkName, routeName, volumeName } from '../../src/resolve/names.js'

const PRINT = `v1:${'ab12cd34'.repeat(8)}`

describe('names', () => {
  it('name what a person would look for', () => {
    expect(containerName('shop/web', PRINT, 2)).toBe('shop-web-ab12cd34-2')
    expect(networkName('default', 'shop')).toBe('mist-shop')
    expect(volumeName('default', 'shop/web', 'data')).toBe('shop_web_data')
    expect(routeName('default', 'shop/web')).toBe('mist-default_shop_web')
  })

  it('keep two instances apart', () => {
    expect(networkName('staging', 'shop')).toBe('mist-staging_shop')
    expect(volumeName('staging', 'shop/web', 'data')).toBe('staging_shop_web_data')
    const all = ['default', 'a'].flatMap((instance) => ['mist', 'a', 'b'].map((project) => networkName(instance, project)))
    expect(new Set(all).size).toBe(all.length)
  })

  it('fit into a DNS label, with a suffix to spare', () => {
    const longest = containerName(`${'p'.repeat(40)}/${'a'.repeat(40)}`, PRINT, 100)
    expect(`${longest}-b`.length).toBeLessThanOrEqual(63)
    expect(containerName(`${'p'.repeat(40)}/aaaaa-${'a'.repeat(30)}`, PRINT, 1)).not.toContain('--')
  })
})
