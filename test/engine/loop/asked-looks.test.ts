/** Looks that somebody follows: many end in one pass, none is said to be done before it is. */
import { describe, expect, it } from 'vitest'
import type { AskedLooks } from '../../../src/engine/loop/asked-looks.js'
import { createAskedLooks } from '../../../src/engine/loop/asked-looks.js'
import { failure } from '../../../src/model/failure.js'
import { runOf } from '../../support/history.js'

const opened = (): AskedLooks => createAskedLooks({ nowIso: () => '2026-03-01T10:00:00.000Z', random: () => 0.5 })

describe('looks that were asked for', () => {
  it('end together in the pass that looks at the source, with what it came to', () => {
    const looks = opened()
    const [one, two] = [looks.ask(), looks.ask()]
    expect(one).not.toBe(two)
    expect(looks.find(one)).toEqual({ id: one, askedAt: '2026-03-01T10:00:00.000Z', state: 'waiting' })
    const taken = looks.begin('remote')
    const late = looks.ask()
    expect([one, two, late].map((id) => looks.find(id)?.state)).toEqual(['looking', 'looking', 'waiting'])
    looks.end(taken, runOf({ id: 7, verdict: 'changed' }))
    expect(looks.find(two)).toMatchObject({ state: 'done', verdict: 'changed', run: 7 })
    expect(looks.find(late)).toMatchObject({ state: 'waiting' })
  })

  it('are not answered by a pass that stays off the network', () => {
    const looks = opened()
    looks.ask()
    expect(looks.begin('local')).toEqual([])
  })

  it('name no run where history keeps none, and the failure of a pass that could not be made', () => {
    const looks = opened()
    const id = looks.ask()
    looks.end(looks.begin('remote'), { ...runOf({ id: 0, verdict: 'failed' }), failure: failure('source-unreachable', { subject: 'cannot fetch', cause: 'no route' }) })
    expect(looks.find(id)).toMatchObject({ state: 'done', verdict: 'failed', failure: { code: 'source-unreachable' } })
    expect(looks.find(id)).not.toHaveProperty('run')
  })

  it('wait for another pass when this one left something to it, or broke off', () => {
    const looks = opened()
    const id = looks.ask()
    looks.end(looks.begin('remote'), { ...runOf({ id: 0 }), leftOut: ['shop/web'] })
    expect(looks.find(id)).toEqual({ id, askedAt: '2026-03-01T10:00:00.000Z', state: 'waiting' })
    looks.end(looks.begin('local'), undefined)
    expect(looks.find(id)?.state).toBe('waiting')
    looks.end(looks.begin('local'), runOf({ id: 9, verdict: 'changed' }))
    expect(looks.find(id)).toMatchObject({ state: 'done', run: 9 })
  })

  it('are forgotten after a thousand newer ones', () => {
    const looks = opened()
    const first = looks.ask()
    const second = looks.ask()
    for (let count = 0; count < 999; count += 1) looks.ask()
    expect(looks.find(first)).toBeUndefined()
    expect(looks.find(second)).toBeDefined()
    expect(looks.begin('remote')).toHaveLength(1_000)
  })
})
