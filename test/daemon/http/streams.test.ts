/** Streams: what a reader missed is replayed, what it cannot keep up with lets it go, and their number is bounded. */
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_STREAMS } from '../../../src/daemon/http/stream.js'
import { openEndpoint, type TestEndpoint } from '../../support/http.js'
import { readSse, type SseReader } from '../../support/sse.js'
import { appOf, createFakeSource, reportOf, type FakeSource } from '../../support/status.js'
import { until } from '../../support/until.js'

let source: FakeSource
let endpoint: TestEndpoint
let readers: SseReader[]

beforeEach(async () => {
  source = createFakeSource({ report: reportOf() })
  endpoint = await openEndpoint(source)
  readers = []
})

afterEach(async () => {
  for (const reader of readers) reader.close()
  await endpoint.close()
})

async function read(path: string, headers?: Readonly<Record<string, string>>): Promise<SseReader> {
  const reader = await readSse(endpoint.url + path, headers)
  readers.push(reader)
  return reader
}

const idsOf = (reader: SseReader): readonly string[] => reader.events.filter(({ event }) => event === 'reconcile').map(({ id }) => id)

describe('/events', () => {
  it('follows from now for a new reader, and says how soon to come back', async () => {
    source.record({ type: 'resumed' })
    const reader = await read('/events')
    await until('the current state is marked', () => reader.events.some(({ event }) => event === 'report'))
    source.record({ type: 'run-started', trigger: 'poll' })
    await until('the new event came', () => idsOf(reader).length === 1)
    expect(reader.text()).toMatch(/^retry: \d+\n\n/)
    expect(reader.events.at(-1)).toEqual({ id: '2', event: 'reconcile', data: { id: 2, at: '2026-03-01T10:05:00.000Z', run: 1, type: 'run-started', details: { trigger: 'poll' } } })
    expect(reader.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(reader.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('replays what came after the last id that a reader saw, in order and once', async () => {
    for (let at = 0; at < 450; at++) source.record({ type: 'resumed' })
    const reader = await read('/events', { 'last-event-id': '120' })
    await until('all that was missed came', () => idsOf(reader).length === 330)
    source.record({ type: 'resumed' })
    await until('the next one came too', () => idsOf(reader).length === 331)
    expect(idsOf(reader)).toEqual(Array.from({ length: 331 }, (_, at) => String(121 + at)))
  })

  it.each(['abc', '-1', '1e9', '99999999'])('takes the id "%s" for that of a reader that missed nothing', async (id) => {
    source.record({ type: 'resumed' })
    const reader = await read('/events', { 'last-event-id': id })
    await until('the current state is marked', () => reader.events.length > 0)
    source.record({ type: 'resumed' })
    await until('the new event came', () => idsOf(reader).length > 0)
    expect(idsOf(reader)).toEqual(['2'])
  })

  it('says when the status is new', async () => {
    const reader = await read('/events')
    await until('the stream began', () => reader.events.length === 1)
    source.setReport(reportOf({ verdict: 'One app is not working.' }))
    await until('the news came', () => reader.events.length === 2)
    expect(reader.events[1]).toMatchObject({ event: 'report', data: { verdict: 'One app is not working.' } })
  })

  it(`serves ${String(MAX_STREAMS)} readers and asks the next one to come back`, async () => {
    for (let at = 0; at < MAX_STREAMS; at++) expect((await read('/events')).status).toBe(200)
    const refused = await endpoint.get('/events')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
    readers[0]?.close()
    await until('a place is free again', async () => (await read('/events')).status === 200)
  })

  it('lets a reader go that does not read, and keeps the others', async () => {
    const { hostname, port } = new URL(endpoint.url)
    const lazy = connect(Number(port), hostname)
    const gone = new Promise((resolve) => { lazy.once('close', resolve) })
    lazy.on('error', () => undefined)
    lazy.write(`GET /events HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    await new Promise((resolve) => { lazy.once('data', resolve) })
    lazy.pause()
    const keen = await read('/events')
    await until('the keen one is there', () => keen.events.length > 0)
    const sent = 100
    for (let at = 0; at < sent; at++) {
      source.record({ type: 'run-failed', failure: { code: 'internal', subject: 'x'.repeat(100_000), cause: '', retry: 'backoff' } })
      await until('the keen one has it', () => idsOf(keen).length > at, { everyMs: 1 })
    }
    lazy.resume()
    await gone
    expect(idsOf(keen)).toHaveLength(sent)
  }, 180_000)

  it('ends when the daemon stops', async () => {
    const reader = await read('/events')
    await until('the stream began', () => reader.events.length > 0)
    await endpoint.close()
    await reader.ended
    endpoint = await openEndpoint(source)
  })
})

describe('the log of a build', () => {
  const LOG = '/api/v1/apps/shop/web/build-log'

  it('is followed line by line, and the next build begins anew', async () => {
    let lines: readonly string[] = ['Step 1', 'compiling']
    const building = await openEndpoint({ ...source, history: { ...source.history, buildLog: () => lines } })
    const reader = await readSse(building.url + LOG)
    const told = (): readonly string[] => reader.events.map(({ event, data }) => (event === 'line' ? (data as { readonly line: string }).line : event))
    try {
      await until('the log so far came', () => told().length === 3)
      lines = ['Step 1', 'compiling', 'done\u001b[31m']
      await until('the new line came', () => told().length === 4)
      lines = ['Step 1', 'linking']
      await until('the next build came', () => told().length === 7)
      expect(told()).toEqual(['begin', 'Step 1', 'compiling', 'done', 'begin', 'Step 1', 'linking'])
    } finally {
      reader.close()
      await building.close()
    }
  })
})

describe('logs', () => {
  const LOGS = '/api/v1/apps/shop/web/logs'
  const [FIRST = '', SECOND = ''] = appOf().containers.map(({ name }) => name)

  async function lines(path: string): Promise<readonly { readonly container: string; readonly at: string; readonly text: string }[]> {
    const text = await (await endpoint.get(path)).text()
    return text === '' ? [] : text.trimEnd().split('\n').map((line) => JSON.parse(line) as { container: string; at: string; text: string })
  }

  it('are the last lines of all containers together, in the order of their times', async () => {
    source.say(FIRST, { at: '2026-03-01T10:00:01.000000000Z', text: 'one' })
    source.say(FIRST, { at: '2026-03-01T10:00:03.000000000Z', text: 'three' })
    source.say(SECOND, { at: '2026-03-01T10:00:02.000000000Z', text: 'two', stream: 'stderr' })
    expect((await lines(LOGS)).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect((await lines(`${LOGS}?tail=all`)).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect((await lines(`${LOGS}?tail=2`)).map(({ text }) => text)).toEqual(['two', 'three'])
    expect(await lines(`${LOGS}?container=${SECOND}`)).toEqual([{ container: SECOND, stream: 'stderr', at: '2026-03-01T10:00:02.000000000Z', text: 'two' }])
    expect(await lines(`${LOGS}?tail=0`)).toEqual([])
  })

  it.each([['10m', 1_772_358_900], ['2026-03-01T09:00:00Z', 1_772_355_600], ['30d', 1_769_767_500]])('since %s ask the engine for no more than that', async (since, seconds) => {
    await lines(`${LOGS}?since=${since}`)
    expect(source.queries.map(({ sinceSeconds }) => sinceSeconds)).toEqual([seconds, seconds])
  })

  it('never ask the engine for a container that the report does not name', async () => {
    for (const name of ['other', '../etc/passwd', '%2e%2e', FIRST.slice(0, 5), `${FIRST}%00`]) expect((await endpoint.get(`${LOGS}?container=${name}`)).status).toBe(404)
    expect(source.queries).toEqual([])
  })

  it('carry no terminal sequence', async () => {
    source.say(FIRST, { text: '\u001b[31mred\u001b[0m \u001b]0;title\u0007plain\u0007' })
    expect((await lines(LOGS))[0]?.text).toBe('red plain')
  })

  it('go on as long as they are followed', async () => {
    source.say(FIRST, { text: 'before' })
    const reader = await read(`${LOGS}?follow=true`, { accept: 'application/x-ndjson' })
    await until('the first line came', () => reader.text().includes('before'))
    source.say(SECOND, { text: 'after' })
    await until('the next line came', () => reader.text().includes('after'))
    expect(reader.headers.get('content-type')).toContain('application/x-ndjson')
  })

  it('come as events to a page, and go on where it was after a break', async () => {
    source.say(FIRST, { at: '2026-03-01T10:00:01.000000000Z', text: 'one' })
    source.say(FIRST, { at: '2026-03-01T10:00:02.000000000Z', text: 'two' })
    const first = await read(LOGS)
    await until('both lines came', () => first.events.length === 2)
    expect(first.events[0]).toMatchObject({ id: '2026-03-01T10:00:01.000000000Z', event: 'line', data: { text: 'one', container: FIRST } })
    first.close()
    source.say(FIRST, { at: '2026-03-01T10:00:03.000000000Z', text: 'three' })
    const second = await read(LOGS, { 'last-event-id': '2026-03-01T10:00:02.000000000Z' })
    await until('the missed line came', () => second.events.length === 1)
    expect(second.events.map(({ data }) => data)).toMatchObject([{ text: 'three' }])
  })

  it('end for a page when the app has other containers, so that it comes back for those', async () => {
    const reader = await read(LOGS)
    source.setReport(reportOf({ apps: [appOf({ containers: appOf().containers.slice(0, 1) })] }))
    await reader.ended
    expect(reader.status).toBe(200)
  })

  it('come whole to a reader that is slower than they are', async () => {
    for (let at = 0; at < 3_000; at++) source.say(FIRST, { text: `${String(at)} ${'x'.repeat(300)}` })
    expect(await lines(`${LOGS}?tail=all`)).toHaveLength(3_000)
  })
})
