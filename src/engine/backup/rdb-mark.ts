/**
 * redis-cli prints a snapshot as it comes over the wire: when the server sends it without a length, forty hex digits follow that mark its
 * end. A snapshot itself ends with a byte that is no such digit nine places before its end, so the mark cannot be mistaken.
 */

const MARK_BYTES = 40

export async function* withoutRdbMark(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let held: Uint8Array = new Uint8Array()
  for await (const chunk of stream) {
    const all = Buffer.concat([held, chunk])
    const keep = Math.max(0, all.length - MARK_BYTES)
    if (keep > 0) yield all.subarray(0, keep)
    held = all.subarray(keep)
  }
  const isMark = held.length === MARK_BYTES && held.every(isHexDigit)
  if (held.length > 0 && !isMark) yield held
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)
}
