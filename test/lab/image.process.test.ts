/** Images that are made on demand. Making one takes minutes and is left to the tests that need it; here is what can be known at once. */
import { expect, test } from 'vitest'
import { labEnv, labImage } from './fixtures.js'

test('an image that nobody has a recipe for is refused with the names of those that there are', async () => {
  await expect(labImage('oracle:23')).rejects.toThrow(`there is no recipe for it. There are ${labEnv().imagesOnDemand.join(', ')}.`)
})

test('images on demand are not among those that `up` makes', () => {
  const { images, imagesOnDemand } = labEnv()
  expect(imagesOnDemand).toContain('postgres:15')
  expect(imagesOnDemand.filter((name) => images.includes(name))).toEqual([])
})
