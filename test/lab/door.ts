/**
 * A door before a server: it passes bytes on, and can be shut, fall shut in the middle of a transfer, or jam, also at a word that somebody says to
 * the server. What the bytes mean it does not know, so requests that are signed for its address arrive as they were signed.
 */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/**
 * serve: all passes. refuse: connections end at once. cut: a connection ends once CUT_AFTER_BYTES went through it, in either direction,
 * so small requests pass and large transfers break. hang: nothing passes any more, and nothing ends.
 */
export type DoorMood = 'serve' | 'refuse' | 'cut' | 'hang'

export interface Door {
  readonly port: number
  readonly become: (mood: DoorMood) => void
  /** Hangs as soon as a visitor says something like that, which does not get through. */
  readonly jamAt: (words: RegExp) => void
  /** Somebody has said it. */
  readonly isJammed: () => boolean
  readonly close: () => Promise<void>
}

const CUT_AFTER_BYTES = 128 * 1024
const LOOPBACK = '127.0.0.1'

interface State {
  mood: DoorMood
  jamsAt?: RegExp | undefined
}

interface Passage {
  readonly visitor: Socket
  readonly server: Socket
  passed: number
  /** Something that was said in it did not get through. */
  isTorn?: true
}

/** @param target the port on loopback to which it leads */
export async function openDoor(target: number): Promise<Door> {
  const passages = new Set<Passage>()
  const state: State = { mood: 'serve' }
  const listener = createServer((visitor) => {
    const passage = { visitor, server: connect(target, LOOPBACK), passed: 0 }
    passages.add(passage)
    passBytes(passage, state, () => { turn('hang') })
    visitor.once('close', () => passages.delete(passage))
    heed(passage, state.mood)
  })
  await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(0, LOOPBACK, resolve))
  const endAll = (): void => { for (const passage of passages) end(passage) }
  const turn = (mood: DoorMood): void => {
    state.mood = mood
    for (const passage of passages) heed(passage, mood)
  }
  return {
    port: (listener.address() as AddressInfo).port,
    become: (mood) => {
      state.jamsAt = undefined
      turn(mood)
    },
    jamAt: (words) => { state.jamsAt = words },
    isJammed: () => state.jamsAt !== undefined && state.mood === 'hang',
    close: () => new Promise((resolve) => {
      listener.close(() => { resolve() })
      endAll()
    }),
  }
}

function passBytes(passage: Passage, state: State, jam: () => void): void {
  const { visitor, server } = passage
  for (const [from, to] of [[visitor, server], [server, visitor]] as const) {
    from.on('data', (chunk: Buffer) => {
      passage.passed += chunk.length
      if (from === visitor && state.jamsAt?.test(chunk.toString('latin1'))) {
        passage.isTorn = true
        return void jam()
      }
      if (state.mood === 'cut' && passage.passed > CUT_AFTER_BYTES) return void end(passage)
      if (to.write(chunk)) return
      from.pause()
      to.once('drain', () => { if (state.mood !== 'hang') from.resume() })
    })
    from.once('end', () => { to.end() })
    // A connection that breaks is what a door is for; either side hears of it by its own end.
    from.once('error', () => { end(passage) })
    from.once('close', () => { if (!from.readableEnded) end(passage) })
  }
}

/** A count begins anew, so that a long-lived connection is not cut for what went through it before. */
function heed(passage: Passage, mood: DoorMood): void {
  passage.passed = 0
  if (mood === 'refuse' || (passage.isTorn && mood !== 'hang')) end(passage)
  for (const socket of [passage.visitor, passage.server]) {
    if (mood === 'hang') socket.pause()
    else socket.resume()
  }
}

function end({ visitor, server }: Passage): void {
  visitor.destroy()
  server.destroy()
}
