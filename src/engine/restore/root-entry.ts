/**
 * The folder itself, of a tar of a folder. Engines unpack what is in it and pass over the entry of the folder that is there already: so whose
 * it is and what others may do in it is read on the way, and said once more at the end.
 */

export interface RootEntry {
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export interface Peeked {
  readonly tar: AsyncIterable<Uint8Array>
  /** Once the tar was read; undefined when it does not begin with its folder. */
  root(): RootEntry | undefined
}

export function peekRoot(tar: AsyncIterable<Uint8Array>): Peeked {
  let head = new Uint8Array()
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const piece of tar) {
      if (head.length < MOST_HEAD) head = joined(head, piece.subarray(0, MOST_HEAD - head.length))
      yield piece
    }
  }
  return { tar: passing(), root: () => rootIn(head) }
}

const BLOCK = 512
/** Room for what may stand before the entry: records of an extended header. */
const MOST_HEAD = 8 * BLOCK

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function rootIn(head: Uint8Array): RootEntry | undefined {
  let more = ''
  for (let at = 0; at + BLOCK <= head.length;) {
    const header = head.subarray(at, at + BLOCK)
    const type = textAt(header, 156, 1)
    if (type !== 'x' && type !== 'g') return entryOf(header, more)
    const bytes = numberAt(header, 124, 12)
    more = textAt(head, at + BLOCK, bytes)
    at += BLOCK + Math.ceil(bytes / BLOCK) * BLOCK
  }
  return undefined
}

/** `more` holds records of the form `20 path=./`, which count over the header. */
function entryOf(header: Uint8Array, more: string): RootEntry | undefined {
  const record = (key: string): string | undefined => new RegExp(`(?:^|\\n)\\d+ ${key}=([^\\n]*)`).exec(more)?.[1]
  const isRoot = textAt(header, 156, 1) === '5' && ['.', './'].includes(record('path') ?? textAt(header, 0, 100))
  return isRoot ? { mode: numberAt(header, 100, 8) & 0o7777, uid: Number(record('uid') ?? numberAt(header, 108, 8)), gid: Number(record('gid') ?? numberAt(header, 116, 8)) } : undefined
}

function textAt(header: Uint8Array, from: number, length: number): string {
  return new TextDecoder().decode(header.subarray(from, from + length)).replace(/\0.*$/s, '')
}

function numberAt(header: Uint8Array, from: number, length: number): number {
  const value = Number.parseInt(textAt(header, from, length).trim(), 8)
  return Number.isNaN(value) ? 0 : value
}
