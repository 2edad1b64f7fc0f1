/** Progress as a value: what is at work, what is done for good, and how it is drawn. */
import { describe, expect, it } from 'vitest'
import type { ReconcileEvent } from '../../src/model/event.js'
import { failure } from '../../src/model/failure.js'
import { eventText, recordedEventText } from '../../src/render/event-text.js'
import { plainPaint } from '../../src/render/paint.js'
import type { FinalRow, Progress } from '../../src/render/progress.js'
import { advance, finalLine, NO_PROGRESS, progressLines } from '../../src/render/progress.js'

function play(events: readonly ReconcileEvent[]): { readonly progress: Progress; readonly finals: readonly FinalRow[] } {
  const finals: FinalRow[] = []
  const progress = events.reduce((state, event, at) => {
    const next = advance(state, event, at * 1_000)
    if (next.final) finals.push(next.final)
    return next.progress
  }, NO_PROGRESS)
  return { progress, finals }
}

const start: ReconcileEvent = { type: 'step-started', app: 'shop/web', step: 'start-container', subject: 'shop-web-1' }
const draw = { paint: plainPaint, nowMs: 3_000, columns: 80, maxRows: 10 }

describe('progress', () => {
  it('has one row for each app, with its newest step and the time since it began', () => {
    const { progress } = play([start, { ...start, step: 'await-ready' } as ReconcileEvent, { type: 'step-started', app: 'shop/db', step: 'ensure-image', subject: 'redis:7' }])
    expect(progressLines(progress, draw)).toEqual(['● shop/web  waiting for shop-web-1  3 s', '● shop/db   getting image redis:7  1 s'])
  })

  it('shows the output of a pull or build in the row', () => {
    const { progress } = play([start, { type: 'image-progress', app: 'shop/web', line: 'Step 2/5' }])
    expect(progressLines(progress, draw)[0]).toContain('Step 2/5')
  })

  it('ends a row with a line that stays', () => {
    const { progress, finals } = play([start, { type: 'app-released', app: 'shop/web', durationMs: 3_240 }])
    expect([progress.rows.size, finals.map((final) => finalLine(final, plainPaint))]).toEqual([0, ['✔ shop/web  done in 3.2 s']])
  })

  it('tells a failure and a skip apart from success by sign and word', () => {
    const { finals } = play([{ type: 'app-failed', app: 'shop/web', undone: true, failure: failure('container-exited', { subject: 'cannot release', cause: 'it exited' }) }, { type: 'app-skipped', app: 'shop/db', because: 'dependency-failed' }])
    expect(finals.map((final) => finalLine(final, plainPaint))).toEqual(['✘ shop/web  cannot release: it exited', '– shop/db  skipped: dependency-failed'])
  })

  it('removes the row of a network when its step is done', () => {
    const network = { step: 'create-network', subject: 'mist-shop' } as const
    expect(play([{ type: 'step-started', ...network }, { type: 'step-succeeded', ...network, durationMs: 5 }]).progress.rows.size).toBe(0)
  })

  it('counts what does not fit', () => {
    const many = Array.from({ length: 14 }, (_, at): ReconcileEvent => ({ type: 'step-started', app: `shop/app-${String(at)}`, step: 'start-container', subject: 'x' }))
    const lines = progressLines(play(many).progress, draw)
    expect([lines.length, lines.at(-1)]).toEqual([11, '  and 4 more'])
  })

  it('never draws a line that is wider than the terminal', () => {
    const { progress } = play([{ type: 'image-progress', app: 'shop/web', line: 'x'.repeat(500) }])
    expect(progressLines(progress, { ...draw, columns: 40 })[0]?.length).toBeLessThanOrEqual(40)
  })
})

describe('events as text', () => {
  it('name the app, the deed and how long it took', () => {
    const event = { type: 'step-succeeded', app: 'shop/web', step: 'create-container', subject: 'shop-web-1', durationMs: 38 } as const
    expect(recordedEventText({ id: 1, run: 7, at: '2026-03-01T10:02:31.000Z', event }, plainPaint)).toBe('10:02:31  run 7  shop/web  created shop-web-1 (38 ms)')
    expect(recordedEventText({ id: 1, run: 0, at: '2026-03-01T10:02:31.000Z', event: { type: 'resumed' } }, plainPaint)).toBe('10:02:31  resumed')
  })

  it('shorten engine ids', () => {
    expect(eventText({ type: 'step-started', app: 'a/b', step: 'stop-container', subject: '0cf8f327e838637493f69c82df5eae198036ea20955891adcef7eaffe9efc190' }, plainPaint)).toBe('a/b  stopping 0cf8f327e838')
  })

  it('let no control byte through', () => {
    expect(eventText({ type: 'image-progress', app: 'a/b', line: '\u001b[2Jx\ny' }, plainPaint)).toBe('a/b  x y')
  })
})
