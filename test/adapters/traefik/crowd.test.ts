/** Many confirmations at the same time, against an API that counts how often it is asked. */
import { describe, expect, it } from 'vitest'
import type { ApiState, ApiThing, TraefikApi } from '../../../src/adapters/traefik/api.js'
import type { Standing } from '../../../src/adapters/traefik/confirm.js'
import type { Crowd, Things } from '../../../src/adapters/traefik/crowd.js'
import { createCrowd } from '../../../src/adapters/traefik/crowd.js'
import { ok } from '../../../src/model/result.js'
import { until } from '../../support/until.js'

const signal = new AbortController().signal
const THING: ApiThing = { fields: {}, status: 'enabled', errors: [] }

interface CountedApi extends TraefikApi {
  readonly asked: { states: number; things: number }
  readonly served: Set<string>
  /** Answers to `state` that were asked for and not yet given. */
  readonly held: (() => void)[]
}

/** What is served is told as of the moment of asking, as by a proxy that is slow to answer. */
function countedApi({ answers }: { readonly answers: 'at-once' | 'when-told' }): CountedApi {
  const asked = { states: 0, things: 0 }
  const served = new Set<string>()
  const held: (() => void)[] = []
  return {
    asked, served, held,
    thing: (_kind, name) => {
      asked.things += 1
      return Promise.resolve(ok(served.has(name) ? THING : undefined))
    },
    state: () => {
      asked.states += 1
      const state: ApiState = { routers: new Map([...served].map((name) => [name, THING])), services: new Map(), middlewares: new Map() }
      return new Promise((resolve) => {
        held.push(() => { resolve(ok(state)) })
        if (answers === 'at-once') held.shift()?.()
      })
    },
  }
}

function serves(name: string): (things: Things) => Promise<Standing> {
  return async (things) => {
    const found = await things.thing('routers', name, signal)
    return found.ok && found.value ? { kind: 'serving' } : { kind: 'waiting', for: name }
  }
}

function waitFor(crowd: Crowd, names: readonly string[]): Promise<readonly Standing[]> {
  return Promise.all(names.map((name) => crowd.wait(serves(name), { deadlineMs: 20_000, signal })))
}

describe('routes that wait together', () => {
  const names = Array.from({ length: 50 }, (_, index) => `route-${String(index)}`)

  it('are answered by far fewer requests than they are', async () => {
    const api = countedApi({ answers: 'at-once' })
    const waiting = waitFor(createCrowd(api), names)
    await until('all look together', () => api.asked.states > 2)
    for (const name of names) api.served.add(name)
    expect(await waiting).toEqual(names.map(() => ({ kind: 'serving' })))
    expect(api.asked.states + api.asked.things).toBeLessThan(names.length)
  })

  it('never see an answer that was asked for before they came', async () => {
    const api = countedApi({ answers: 'when-told' })
    const crowd = createCrowd(api)
    // What the first answer will tell: a router that is about to be taken away.
    api.served.add('old')
    const early = waitFor(crowd, names.slice(0, 12))
    await until('the first answer is under way', () => api.held.length === 1)
    api.served.delete('old')
    const late = crowd.wait(serves('old'), { deadlineMs: 20_000, signal })
    for (const name of names) api.served.add(name)
    api.held.shift()?.()
    await until('the next answer is asked for', () => api.held.length === 1)
    api.held.shift()?.()
    const telling = setInterval(() => { api.held.shift()?.() }, 1)
    try {
      expect(await early).toEqual(names.slice(0, 12).map(() => ({ kind: 'serving' })))
      expect(await Promise.race([late, Promise.resolve('still waiting')])).toBe('still waiting')
      api.served.add('old')
      expect(await late).toEqual({ kind: 'serving' })
    } finally {
      clearInterval(telling)
    }
  })

  it('ask for their own things alone while they are few', async () => {
    const api = countedApi({ answers: 'at-once' })
    for (const name of names) api.served.add(name)
    await waitFor(createCrowd(api), names.slice(0, 3))
    expect(api.asked).toEqual({ states: 0, things: 3 })
  })
})
