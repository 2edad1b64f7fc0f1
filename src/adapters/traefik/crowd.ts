/**
 * Many routes that wait for Traefik at the same time look at one answer together: asking for each alone would cost Traefik, and the
 * host, more than the routes themselves. Nobody is ever shown an answer that was asked for before they came.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { never } from '../../signals.js'
import type { ApiState, TraefikApi } from './api.js'
import type { Standing } from './confirm.js'
import { awaitStanding, pause } from './confirm.js'

export type Things = Pick<TraefikApi, 'thing'>

export interface Wait {
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

export interface Crowd {
  /** As `awaitStanding`, with `judge` called for every look. */
  wait(judge: (things: Things) => Promise<Standing>, wait: Wait): Promise<Standing>
}

/** So few ask for their own things: to tell everything costs Traefik about as much as ten single answers, and more with many routes. */
const FEW = 10
/** Between the beginnings of two common answers. */
const PACE_MS = 100

export function createCrowd(api: TraefikApi): Crowd {
  const shared = sharedState(api)
  let waiting = 0
  return {
    async wait(judge, { deadlineMs, signal }) {
      waiting += 1
      try {
        return await awaitStanding(async () => judge(waiting > FEW ? thingsIn(await shared()) : api), deadlineMs, signal)
      } finally {
        waiting -= 1
      }
    },
  }
}

/** Whoever comes while a request is under way waits for the one after it, together with all others who came meanwhile. */
function sharedState(api: TraefikApi): () => Promise<Result<ApiState, string>> {
  // The pace is part of a promise that many share, so no single one of them can call it off; the request has its own deadline.
  const unending = never()
  let rest: Promise<unknown> = Promise.resolve()
  let next: Promise<Result<ApiState, string>> | undefined
  const begin = (): Promise<Result<ApiState, string>> => {
    next = undefined
    const asked = api.state(unending)
    rest = Promise.all([asked, pause(PACE_MS, unending)])
    return asked
  }
  return () => next ??= rest.then(begin)
}

function thingsIn(state: Result<ApiState, string>): Things {
  return { thing: (kind, name) => Promise.resolve(state.ok ? ok(state.value[kind].get(name)) : err(state.error)) }
}
