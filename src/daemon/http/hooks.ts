/**
 * Webhooks are doorbells. A receiver checks who sent the request and rings; the payload is never parsed, so it can say neither
 * what to fetch nor where. A replay is harmless for the same reason.
 */
import type { WebhookType } from '../../model/settings.js'
import type { Exchange } from './exchange.js'
import { isPing, isProven } from './signature.js'

export interface Receiver {
  readonly type: WebhookType
  /** One, or two during a rotation; each at least 32 characters, checked at start. */
  readonly secrets: readonly string[]
}

export interface Hooks {
  /** The status to answer with: 202 accepted, 401 not sent by whom we know, 404 no such receiver. */
  accept(receiver: string, exchange: Exchange): number
}

/** An unknown receiver costs what a known one costs, so that its name cannot be found by the clock. */
const NOBODY: Receiver = { type: 'generic', secrets: ['no receiver bears this name, and nothing matches it'] }

export function createHooks(receivers: Readonly<Record<string, Receiver>>, ring: () => void): Hooks {
  return {
    accept(name, exchange) {
      const receiver = Object.hasOwn(receivers, name) ? receivers[name] : undefined
      const { type, secrets } = receiver ?? NOBODY
      const isKnown = isProven(type, secrets, exchange)
      if (!receiver) return 404
      if (!isKnown) return 401
      if (!isPing(type, exchange.headers)) ring()
      return 202
    },
  }
}
