/**
 * Webhooks are doorbells. A receiver checks the signature over the raw bytes and rings; the payload is never parsed, so it
 * can say neither what to fetch nor where. A replay is harmless for the same reason.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Exchange } from './exchange.js'

export interface Receiver {
  readonly type: 'github' | 'generic'
  /** One, or two during a rotation; each at least 32 characters, checked at start. */
  readonly secrets: readonly string[]
}

export interface Hooks {
  /** The status to answer with: 202 accepted, 401 not signed by us, 404 no such receiver. */
  accept(receiver: string, exchange: Exchange): number
}

const SIGNATURE_HEADERS = { github: 'x-hub-signature-256', generic: 'x-signature' } as const
/** An unknown receiver costs what a known one costs, so that its name cannot be found by the clock. */
const NOBODY: Receiver = { type: 'generic', secrets: ['no receiver bears this name, and nothing matches it'] }

export function createHooks(receivers: Readonly<Record<string, Receiver>>, ring: () => void): Hooks {
  return {
    accept(name, exchange) {
      const receiver = Object.hasOwn(receivers, name) ? receivers[name] : undefined
      const isSigned = verify(receiver ?? NOBODY, exchange)
      if (!receiver) return 404
      if (!isSigned) return 401
      if (!isPing(receiver, exchange)) ring()
      return 202
    },
  }
}

export function hasSignature(headers: Exchange['headers']): boolean {
  return Object.values(SIGNATURE_HEADERS).some((name) => headers[name] !== undefined)
}

function verify({ type, secrets }: Receiver, { headers, body }: Exchange): boolean {
  const header = headers[SIGNATURE_HEADERS[type]]
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/i.exec(typeof header === 'string' ? header : '') ?? []
  const offered = Buffer.from(hex.padEnd(64, '0'), 'hex')
  // All secrets are tried, so that the time does not tell which one matched.
  const matches = secrets.map((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), offered))
  return hex !== '' && matches.includes(true)
}

/** GitHub tries a new hook with a ping. It means that the line works, not that something changed. */
function isPing({ type }: Receiver, { headers }: Exchange): boolean {
  return type === 'github' && headers['x-github-event'] === 'ping'
}
