/**
 * As much of protobuf's wire format as a few small messages take: fields by number, without a schema. What a field means is decided
 * by who reads it. Pure.
 */

export type Field =
  | { readonly number: number; readonly kind: 'number'; readonly value: number }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Buffer }

/** In the order of the message; undefined when the bytes are no message. Numbers beyond 2^53 lose their last digits. */
export function readMessage(bytes: Buffer): readonly Field[] | undefined {
  const fields: Field[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = readVarint(bytes, at)
    const field = tag && readField(bytes, tag.value, tag.end)
    if (!field) return undefined
    if (field.value) fields.push(field.value)
    at = field.end
  }
  return fields
}

export function textAt(fields: readonly Field[], number: number): string {
  return bytesAt(fields, number).at(-1)?.toString('utf8') ?? ''
}

/** All of a repeated field; of one that is not repeated the last counts. */
export function bytesAt(fields: readonly Field[], number: number): readonly Buffer[] {
  return fields.flatMap((field) => (field.number === number && field.kind === 'bytes' ? [field.value] : []))
}

export function numberAt(fields: readonly Field[], number: number): number {
  return fields.flatMap((field) => (field.number === number && field.kind === 'number' ? [field.value] : [])).at(-1) ?? 0
}

export function writeText(number: number, text: string): Buffer {
  return writeBytes(number, Buffer.from(text, 'utf8'))
}

export function writeBytes(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([writeVarint(number * 8 + LENGTH_DELIMITED), writeVarint(bytes.length), bytes])
}

export function writeNumber(number: number, value: number): Buffer {
  return Buffer.concat([writeVarint(number * 8 + VARINT), writeVarint(value)])
}

const VARINT = 0
const EIGHT_BYTES = 1
const LENGTH_DELIMITED = 2
const FOUR_BYTES = 5

interface Read<T> {
  readonly value: T
  readonly end: number
}

/** A number of fixed width is passed over: nothing here has one. Groups are as good as gone from the format. */
function readField(bytes: Buffer, tag: number, at: number): Read<Field | undefined> | undefined {
  const [number, type] = [Math.floor(tag / 8), tag % 8]
  if (number === 0) return undefined
  if (type === VARINT) {
    const read = readVarint(bytes, at)
    return read && { value: { number, kind: 'number', value: read.value }, end: read.end }
  }
  if (type === EIGHT_BYTES || type === FOUR_BYTES) return within(bytes, { value: undefined, end: at + (type === EIGHT_BYTES ? 8 : 4) })
  const length = type === LENGTH_DELIMITED ? readVarint(bytes, at) : undefined
  if (!length) return undefined
  const end = length.end + length.value
  return within(bytes, { value: { number, kind: 'bytes', value: bytes.subarray(length.end, end) }, end })
}

function within<T>(bytes: Buffer, read: Read<T>): Read<T> | undefined {
  return read.end <= bytes.length ? read : undefined
}

const MOST_VARINT_BYTES = 10

function readVarint(bytes: Buffer, at: number): Read<number> | undefined {
  let value = 0
  for (let index = 0; index < MOST_VARINT_BYTES; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, end: at + index + 1 }
  }
  return undefined
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return Buffer.from([...bytes, rest])
}
