/**
 * Webhooks are doorbells. A receiver checks who sent the request and rings; the payload is never parsed, so it can say neither
 * what to fetch nor where. A replay is harmless for the same reason.
 */
import type { WebhookType } from '../../model/settings.js'
import type { Sent } from './signature.js'
import { isPing, isProven } from './signature.js'

export interface Receiver {
  readonly type: WebhookType
  /** One, or two during a rotation; each at least 32 characters, checked at start. */
  readonly secrets: readonly string[]
}

export interface Hooks {
  accept(receiver: string, sent: Sent): Heard
}

/** 202 accepted, 401 not sent by whom we know, 404 no such receiver. `look`: by what the look that follows can be asked for. */
export interface Heard {
  readonly status: 202 | 401 | 404
  readonly look?: string
}

/** Rings, and answers with the id of the look that it asks for. */
export type Ring = () => string | undefined

/** An unknown receiver costs what a known one costs, so that its name cannot be found by the clock. */
const NOBODY: Receiver = { type: 'generic', secrets: ['no receiver bears this name, and nothing matches it'] }

export function createHooks(receivers: Readonly<Record<string, Receiver>>, ring: Ring): Hooks {
  return {
    accept(name, sent) {
      const receiver = Object.hasOwn(receivers, name) ? receivers[name] : undefined
      const { type, secrets } = receiver ?? NOBODY
      const isKnown = isProven(type, secrets, sent)
      if (!receiver) return { status: 404 }
      if (!isKnown) return { status: 401 }
      const look = isPing(type, sent.headers) ? undefined : ring()
      return { status: 202, ...(look !== undefined && { look }) }
    },
  }
}
