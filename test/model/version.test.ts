/** Tags of images by their numbers. */
import { describe, expect, it } from 'vitest'
import { compareVersions } from '../../src/model/version.js'

describe('compareVersions', () => {
  it.each([['16', '16.4', 0], ['16.4', '16.10', -1], ['10.11', '10.6', 1], ['8.4', '8.0', 1], ['16.4-alpine', '16.4', 0], ['RELEASE.2025-09-07T16-13-09Z', 'RELEASE.2025-04-22T22-12-26Z', 1]] as const)('of %s and %s is told by numbers', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign)
  })
})
