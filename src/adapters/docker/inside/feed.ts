/** Input for a command, piece by piece, no faster than it is taken. Its end closes this half of the connection and leaves the other open. */
import type { Duplex } from 'node:stream'

/** `part`: the command hung up before it had all. What the input itself throws is thrown on. */
export async function feed(socket: Duplex, input: AsyncIterable<Uint8Array>, onTaken: () => void): Promise<'whole' | 'part'> {
  const pieces = input[Symbol.asyncIterator]()
  const gone = new Promise<'gone'>((resolve) => {
    // Both stay: an error without a listener would end the process, and the reading side tells of it.
    socket.once('close', () => { resolve('gone') })
    socket.on('error', () => { resolve('gone') })
    socket.once('end', () => { resolve('gone') })
  })
  for (;;) {
    const next = await Promise.race([pieces.next(), gone])
    if (next === 'gone' || !socket.writable) {
      letGo(pieces)
      return 'part'
    }
    if (next.done === true) break
    if (!socket.write(next.value)) await Promise.race([drained(socket), gone])
    onTaken()
  }
  socket.end()
  return 'whole'
}

function drained(socket: Duplex): Promise<void> {
  return new Promise((resolve) => { socket.once('drain', resolve) })
}

/** It may still wait for its next piece, which nobody wants: so nobody waits for its end either. */
function letGo(pieces: AsyncIterator<Uint8Array>): void {
  pieces.return?.().catch(() => undefined)
}
