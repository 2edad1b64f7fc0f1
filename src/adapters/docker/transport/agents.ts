/**
 * The sockets under the engine's client: how many at once, and an agent through which nothing can be changed.
 */
import type { ClientRequest } from 'node:http'
import { Agent } from 'node:http'
import { inspect } from 'node:util'

/** What `http.request` calls on every request that is to be sent; Node's types leave it out. */
interface RequestSink {
  addRequest(request: ClientRequest, ...rest: readonly unknown[]): void
}

/** Lists and inspections share few sockets that stay open; a slow stop must never stand before them in a queue. */
export const READ_SOCKETS = 8
const WRITE_SOCKETS = 16
const STREAM_SOCKETS = 128

export interface Agents {
  readonly read: CountingAgent
  readonly write: Agent
  readonly stream: Agent
}

export function fullAgents(): Agents {
  return {
    read: new CountingAgent({ keepAlive: true, maxSockets: READ_SOCKETS }),
    // A fresh connection each: a kept one may have died, and a mutation must not be repeated to find out.
    write: new QuietAgent({ keepAlive: false, maxSockets: WRITE_SOCKETS }),
    stream: new ReadOnlyAgent({ keepAlive: false, maxSockets: STREAM_SOCKETS }),
  }
}

export function readOnlyAgents(): Agents {
  return {
    read: new CountingAgent({ keepAlive: true, maxSockets: READ_SOCKETS }),
    write: new ReadOnlyAgent({ maxSockets: 1 }),
    stream: new ReadOnlyAgent({ keepAlive: false, maxSockets: STREAM_SOCKETS }),
  }
}

/**
 * The client library renders the options of every request to text for a debug log that is off, down to the last socket of the
 * agent. That took twelve times as long as the request; an agent that renders to a word takes nothing.
 */
class QuietAgent extends Agent {
  [inspect.custom](): string {
    return 'Agent'
  }
}

/**
 * Refuses every method but GET and HEAD, and every upgrade (an attached socket could type into a container), before a socket
 * is taken. It sits below the client library, so no code above can talk past it.
 */
export class ReadOnlyAgent extends QuietAgent {
  addRequest(request: ClientRequest, ...rest: readonly unknown[]): void {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading || request.hasHeader('upgrade')) throw new ReadOnlyViolation(request.method)
    const sink = Agent.prototype as unknown as RequestSink
    sink.addRequest.call(this, request, ...rest)
  }
}

/**
 * Counts the connections that ended. An engine keeps the idle ones open for as long as it lives, so another number than before means
 * that it may have been started anew – also where a service manager holds its socket and no connection is ever refused.
 */
export class CountingAgent extends ReadOnlyAgent {
  private readonly known = new WeakSet<object>()
  private ended = 0

  get losses(): number {
    return this.ended
  }

  override addRequest(request: ClientRequest, ...rest: readonly unknown[]): void {
    request.once('socket', (socket) => {
      if (this.known.has(socket)) return
      this.known.add(socket)
      socket.once('close', () => { this.ended += 1 })
    })
    super.addRequest(request, ...rest)
  }
}

export class ReadOnlyViolation extends Error {
  constructor(method: string) {
    super(`refused to send ${method}: this client can only read`)
    this.name = 'ReadOnlyViolation'
  }
}
