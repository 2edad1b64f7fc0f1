/**
 * The output of a command that has no terminal: messages of stdout and stderr take turns on one connection, each with a head of 8
 * bytes. They are handed on in pieces as they come, so that a message of any length takes no memory.
 */

export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr'
  readonly bytes: Buffer
}

const HEAD_BYTES = 8
const STDERR = 2

/** Throws when the stream is none of an engine's. */
export async function* outputPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<OutputPiece> {
  let head: Buffer = Buffer.alloc(0)
  let left = 0
  let stream: OutputPiece['stream'] = 'stdout'
  for await (const chunk of chunks) {
    let rest: Buffer = chunk
    while (rest.length > 0) {
      if (left === 0) {
        const missing = HEAD_BYTES - head.length
        head = Buffer.concat([head, rest.subarray(0, missing)])
        rest = rest.subarray(missing)
        if (head.length < HEAD_BYTES) continue
        stream = streamOf(head)
        left = head.readUInt32BE(4)
        head = Buffer.alloc(0)
        continue
      }
      const bytes = rest.subarray(0, left)
      left -= bytes.length
      rest = rest.subarray(bytes.length)
      yield { stream, bytes }
    }
  }
}

function streamOf(head: Buffer): OutputPiece['stream'] {
  const [kind = 0, ...zeros] = head.subarray(0, 4)
  if (kind > STDERR || zeros.some((byte) => byte !== 0)) throw new Error('the engine sent something else than the output of a command')
  return kind === STDERR ? 'stderr' : 'stdout'
}

/** The last bytes of what came, and no more than these are held. */
export function createTail(limitBytes: number): { push(bytes: Buffer): void; text(): string } {
  let held: Buffer = Buffer.alloc(0)
  return {
    push: (bytes) => {
      const joined = Buffer.concat([held, bytes.subarray(Math.max(0, bytes.length - limitBytes))])
      held = joined.subarray(Math.max(0, joined.length - limitBytes))
    },
    text: () => held.toString('utf8'),
  }
}
