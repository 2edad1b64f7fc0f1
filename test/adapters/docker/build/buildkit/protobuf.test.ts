/** The wire format: what is written can be read, and what is no message is told from one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesAt, numberAt, readMessage, textAt, writeBytes, writeNumber, writeText } from '../../../../../src/adapters/docker/build/buildkit/protobuf.js'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('a message', () => {
  test('is written as the format wants it', () => {
    // The examples of the format's own documentation.
    expect(writeNumber(1, 150)).toEqual(hex('08 96 01'))
    expect(writeText(2, 'testing')).toEqual(hex('12 07 74 65 73 74 69 6e 67'))
    expect(writeText(16, '')).toEqual(hex('82 01 00'))
  })

  test('gives back what was written, by number', () => {
    const numbers = fc.integer({ min: 1, max: 2 ** 29 - 1 })
    fc.assert(fc.property(numbers, fc.string({ unit: 'grapheme' }), fc.maxSafeNat(), fc.uint8Array(), (number, text, value, bytes) => {
      const fields = readMessage(Buffer.concat([writeText(number, text), writeNumber(number, value), writeBytes(number, Buffer.from(bytes))])) ?? []
      expect(bytesAt(fields, number)[0]?.toString()).toBe(text)
      expect(numberAt(fields, number)).toBe(value)
      expect(bytesAt(fields, number)[1]).toEqual(Buffer.from(bytes))
    }))
  })

  test('passes over numbers of fixed width', () => {
    const fields = readMessage(hex('0d 01020304 11 0102030405060708 1a 01 61')) ?? []
    expect(textAt(fields, 3)).toBe('a')
  })

  test('has nothing where nothing was written', () => {
    expect([textAt([], 1), numberAt([], 1), bytesAt([], 1)]).toEqual(['', 0, []])
  })

  test.each([
    ['a tag without a value', '08'],
    ['a number that never ends', '08 ff ff ff ff ff ff ff ff ff ff ff'],
    ['a text longer than the message', '12 05 61'],
    ['the number 0', '02 01 61'],
    ['a group', '0b'],
    ['a fixed number that breaks off', '0d 01'],
  ])('is not %s', (_, bytes) => {
    expect(readMessage(hex(bytes))).toBeUndefined()
  })

  test('is told from any bytes without an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { readMessage(Buffer.from(bytes)) }))
  })
})
