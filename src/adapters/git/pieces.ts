/** Cuts a byte stream into lines and blocks of known length, without ever holding more than one chunk of it. */

export interface Block extends AsyncIterable<Uint8Array> {
  /** Reads past what was not consumed. */
  skip(): Promise<void>
}

export interface PieceReader {
  /** Up to the next line feed, without it; undefined at the end of the stream. */
  line(): Promise<string | undefined>
  exactly(length: number): Block
  skip(length: number): Promise<void>
}

const LINE_LIMIT = 4_096

export function createPieceReader(stream: AsyncIterable<unknown>): PieceReader {
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)

  async function refill(): Promise<'more' | 'end'> {
    while (rest.length === 0) {
      const next = await chunks.next()
      if (next.done === true) return 'end'
      rest = next.value as Uint8Array
    }
    return 'more'
  }

  async function line(): Promise<string | undefined> {
    const parts: Uint8Array[] = []
    let length = 0
    while ((await refill()) === 'more') {
      const end = rest.indexOf(10)
      const part = end < 0 ? rest : rest.subarray(0, end)
      parts.push(part)
      length += part.length
      if (length > LINE_LIMIT) throw new Error('the stream of objects holds an endless line')
      rest = end < 0 ? new Uint8Array(0) : rest.subarray(end + 1)
      if (end >= 0) return Buffer.concat(parts).toString('utf8')
    }
    return length === 0 ? undefined : Buffer.concat(parts).toString('utf8')
  }

  function exactly(length: number): Block {
    let left = length
    async function* read(): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        if ((await refill()) === 'end') throw new Error('the stream of objects ended within an object')
        const part = rest.subarray(0, left)
        rest = rest.subarray(part.length)
        left -= part.length
        yield part
      }
    }
    return { [Symbol.asyncIterator]: read, skip: async () => { for await (const part of read()) void part } }
  }

  return { line, exactly, skip: (length) => exactly(length).skip() }
}
