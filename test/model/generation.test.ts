/** Names of generations: each leads back to the first, and no other name is taken for one. */
import { describe, expect, it } from 'vitest'
import { baseVolume, generationName, generationOf, volumeInUse } from '../../src/model/generation.js'

describe('the name of a generation', () => {
  it.each([1, 2, 9, 10, 117])('%d is read as it was made', (generation) => {
    const name = generationName('shop_db_data', generation)
    expect([baseVolume(name), generationOf(name)]).toEqual(['shop_db_data', generation])
  })

  it.each(['shop_db_data', 'shop_db_data.preview', 'shop_db_g2', 'shop_db_data.g1', 'shop_db_data.g0', 'shop_db_data.g02', 'shop_db_data.gx', '.g2', 'shop_db_data.g9999999'])('%s is a first one', (name) => {
    expect([baseVolume(name), generationOf(name)]).toEqual([name, 1])
  })

  it('is found among the volumes of an app by the first one', () => {
    const volumes = [{ id: 'volume/shop_db_data.g3', name: 'shop_db_data.g3', app: 'shop/db' }] as const
    expect([volumeInUse({ volumes }, 'shop_db_data'), volumeInUse({ volumes }, 'shop_db_log')]).toEqual(['shop_db_data.g3', 'shop_db_log'])
  })
})
