/** The form of age's public keys, against keys that the library made. */
import { describe, expect, it } from 'vitest'
import { newIdentity } from '../../src/age.js'
import { isBech32 } from '../../src/manifest/forms/bech32.js'

describe('isBech32', () => {
  it('takes what age makes', async () => {
    for (let turn = 0; turn < 20; turn += 1) expect(isBech32((await newIdentity()).recipient)).toBe(true)
  })

  it('finds every single slip of the hand', async () => {
    const { recipient } = await newIdentity()
    const slips = [...recipient.slice(5)].flatMap((letter, at) => ['q', 'p'].filter((other) => other !== letter).map((other) => recipient.slice(0, at + 5) + other + recipient.slice(at + 6)))
    const swaps = [...recipient.slice(5, -1)].flatMap((letter, at) => (recipient[at + 6] === letter ? [] : [`${recipient.slice(0, at + 5)}${recipient[at + 6] ?? ''}${letter}${recipient.slice(at + 7)}`]))
    expect([...slips, ...swaps, recipient.slice(0, -1), `${recipient}q`].filter((text) => isBech32(text))).toEqual([])
  })

  it('refuses what is no such text', () => {
    for (const text of ['', '1', 'age1', 'age', 'age1b', 'agebbbbbbbbb', '1qqqqqqq']) expect(isBech32(text), text).toBe(false)
  })
})
