/**
 * A build session: a connection over which the engine asks us. It belongs to one build and ends with it. The engine finds it by an
 * id that nobody else knows.
 */
import { randomUUID } from 'node:crypto'
import type { Failure } from '../../../../model/failure.js'
import { failure } from '../../../../model/failure.js'
import type { Result } from '../../../../model/result.js'
import { err, ok } from '../../../../model/result.js'
import { onAbort } from '../../transport/abort.js'
import type { EngineError } from '../../engine-error.js'
import type { Hands } from '../../hands.js'
import { post } from '../../hands.js'
import { serveGrpc } from './grpc.js'
import type { Offer } from './services.js'
import { servicesOf } from './services.js'

export interface Session {
  readonly id: string
  /** Why something that the engine asked for could not be given. */
  failure(): Failure | undefined
  /** The connection ended before we ended it. */
  isLost(): boolean
  close(): void
}

export async function openSession(hands: Hands, offer: Offer, signal: AbortSignal): Promise<Result<Session>> {
  const id = randomUUID()
  const services = servicesOf(offer)
  const opened = await hands.engine.upgrade(post('/session'), headersOf(id, Object.keys(services.methods)), signal)
  if (!opened.ok) return err(withoutBuildKit(opened.error, offer.subject) ?? hands.engine.failure(opened.error, offer.subject))
  const server = await serveGrpc(opened.value, services.methods)
  let state: 'open' | 'closed' | 'lost' = 'open'
  void server.ended.then(() => { if (state === 'open') state = 'lost' })
  const end = (): void => {
    if (state === 'open') state = 'closed'
    server.close()
  }
  const ignoreAbort = onAbort(signal, end)
  const close = (): void => {
    ignoreAbort()
    end()
  }
  return ok({ id, failure: services.failure, isLost: () => state === 'lost', close })
}

function headersOf(id: string, methods: readonly string[]): Readonly<Record<string, string | readonly string[]>> {
  return {
    Connection: 'Upgrade',
    Upgrade: 'h2c',
    'X-Docker-Expose-Session-Uuid': id,
    'X-Docker-Expose-Session-Name': 'mist',
    'X-Docker-Expose-Session-Grpc-Method': methods,
  }
}

/** What only looks like an engine may have no BuildKit. */
function withoutBuildKit(error: EngineError, subject: string): Failure | undefined {
  if (error.kind !== 'answer' || ![404, 405, 501].includes(error.status)) return undefined
  return failure('engine-failed', { subject, cause: `this engine has no BuildKit: ${error.message}`, help: 'Set "builds.builder" to "classic" in the host settings.' })
}
