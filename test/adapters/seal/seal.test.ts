/** Sealing: what comes back is what went in, and everything else is told apart. */
import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSeal } from '../../../src/adapters/seal/seal.js'
import { newIdentity } from '../../../src/age.js'
import { failure } from '../../../src/model/failure.js'
import { err, ok } from '../../../src/model/result.js'
import { StreamFault } from '../../../src/model/stream-fault.js'
import { until } from '../../support/until.js'

const PLAIN = Buffer.concat([Buffer.from('CREATE TABLE orders;\n'.repeat(20_000)), randomBytes(300_000)])

describe('a seal', () => {
  let own: { readonly identity: string; readonly recipient: string }
  let other: typeof own
  beforeAll(async () => {
    own = await newIdentity()
    other = await newIdentity()
  })
  const seal = () => createSeal({ identities: () => ok([own.identity]) })

  it('gives back what went in, encrypted or not', async () => {
    for (const recipients of [undefined, [own.recipient], [other.recipient, own.recipient]]) {
      const sealed = await all(seal().seal(chunks(PLAIN), recipients))
      expect((await all(seal().open(chunks(sealed), { encrypted: recipients !== undefined }))).equals(PLAIN)).toBe(true)
    }
  })

  it('compresses, and hides what is encrypted', async () => {
    const packed = await all(seal().seal(chunks(PLAIN), undefined))
    expect(packed.length).toBeLessThan(PLAIN.length - 300_000)
    expect(gunzipSync(packed).equals(PLAIN)).toBe(true)
    const sealed = await all(seal().seal(chunks(PLAIN), [own.recipient]))
    expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(sealed.includes('orders')).toBe(false)
  })

  it('keeps what is empty', async () => {
    const sealed = await all(seal().seal(chunks(Buffer.alloc(0)), [own.recipient]))
    expect((await all(seal().open(chunks(sealed), { encrypted: true }))).length).toBe(0)
  })

  it.each([['at its begin', 3], ['in the middle', 150_000], ['at its end', -1]])('tells of a bit that was turned %s', async (_, at) => {
    for (const recipients of [undefined, [own.recipient]]) {
      const sealed = await all(seal().seal(chunks(PLAIN), recipients))
      const damaged = Buffer.from(sealed)
      const place = at < 0 ? damaged.length + at : at
      damaged.writeUInt8(damaged.readUInt8(place) ^ 0xff, place)
      expect(await faultOf(all(seal().open(chunks(damaged), { encrypted: recipients !== undefined })))).toBe('backup-damaged')
    }
  })

  it('tells of what was cut short, at any length', async () => {
    for (const recipients of [undefined, [own.recipient]]) {
      const sealed = await all(seal().seal(chunks(PLAIN), recipients))
      for (const length of [0, 1, 100, 65_000, sealed.length - 65_552, sealed.length - 1]) {
        expect(await faultOf(all(seal().open(chunks(sealed.subarray(0, length)), { encrypted: recipients !== undefined }))), String(length)).toBe('backup-damaged')
      }
    }
  })

  it('tells that something is for others, or that the host has no identity', async () => {
    const sealed = await all(seal().seal(chunks(PLAIN), [other.recipient]))
    expect(await faultOf(all(seal().open(chunks(sealed), { encrypted: true })))).toBe('backup-undecryptable')
    const without = createSeal({ identities: () => err({ cause: 'this host has no identity', help: 'Make one.' }) })
    expect(await faultOf(all(without.open(chunks(sealed), { encrypted: true })))).toBe('backup-undecryptable')
  })

  it('seals for nobody rather than for whom it does not know', async () => {
    for (const recipients of [[], ['age1nobody'], [own.recipient, 'age1nobody']]) expect(await faultOf(all(seal().seal(chunks(PLAIN), recipients)))).toBe('settings-invalid')
  })

  it('passes on why its source broke off', async () => {
    const cause = failure('engine-failed', { subject: 'cannot dump', cause: 'it ended' })
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield* chunks(PLAIN.subarray(0, 200_000))
      throw new StreamFault(cause)
    }
    for (const recipients of [undefined, [own.recipient]]) expect(await faultOf(all(seal().seal(broken(), recipients)))).toBe('engine-failed')
    expect(await faultOf(all(seal().open(broken(), { encrypted: false })))).toBe('backup-damaged')
  })

  it('lets go of its source when nobody reads on', async () => {
    let isOpen = true
    const source = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(randomBytes(50_000))
      } finally {
        isOpen = false
      }
    }
    for (const recipients of [undefined, [own.recipient]]) {
      isOpen = true
      for await (const chunk of seal().seal(source(), recipients)) if (chunk.length > 0) break
      await until('the source is let go of', () => !isOpen)
    }
  })
})

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no fault'
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error
    return error.failure.code
  }
}

 
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 40_000) yield bytes.subarray(from, from + 40_000)
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = []
  for await (const chunk of stream) read.push(Uint8Array.from(chunk))
  return Buffer.concat(read)
}
