/** Webhooks: only who knows a secret rings, and whoever rings says nothing but "look again". */
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDoorbell } from '../../../src/daemon/http/doorbell.js'
import { OLD_SECRET, openEndpoint, signature, type TestEndpoint } from '../../support/http.js'
import { createFakeSource, reportOf, type FakeSource } from '../../support/status.js'

const BODY = '{"ref":"refs/heads/main","repository":{"clone_url":"https://evil.example/x.git"}}'

let source: FakeSource
let endpoint: TestEndpoint

beforeEach(async () => {
  source = createFakeSource({ report: reportOf() })
  endpoint = await openEndpoint(source)
})

afterEach(async () => {
  await endpoint.close()
})

async function post(receiver: string, headers: Readonly<Record<string, string>>, body: string | Buffer = BODY): Promise<number> {
  const response = await fetch(`${endpoint.url}/hooks/${receiver}`, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) })
  const answer: unknown = await response.json()
  if (response.status === 202) expect(answer).toEqual(headers['x-github-event'] === 'ping' ? { accepted: true } : { accepted: true, look: expect.stringMatching(/^look-\d+$/) as unknown })
  return response.status
}

describe('a receiver', () => {
  it.each([
    ['forge', 'x-hub-signature-256', signature(BODY)],
    ['forge', 'x-hub-signature-256', signature(BODY, OLD_SECRET)],
    ['any', 'x-signature', signature(BODY)],
    ['any', 'X-Signature', signature(BODY).toUpperCase().replace('SHA256', 'sha256')],
  ])('%s hears who signed with %s', async (receiver, header, value) => {
    expect(await post(receiver, { [header]: value })).toBe(202)
    expect(source.wakes()).toBe(1)
  })

  it.each([
    ['no signature', 'forge', {}],
    ['the header of another kind', 'forge', { 'x-signature': signature(BODY) }],
    ['a signature over other bytes', 'forge', { 'x-hub-signature-256': signature(`${BODY} `) }],
    ['another secret', 'forge', { 'x-hub-signature-256': signature(BODY, 'another secret of at least 32 characters') }],
    ['an old secret where only one is valid', 'any', { 'x-signature': signature(BODY, OLD_SECRET) }],
    ['a weaker hash', 'forge', { 'x-hub-signature-256': 'sha1=0123456789012345678901234567890123456789' }],
    ['half a signature', 'forge', { 'x-hub-signature-256': signature(BODY).slice(0, 40) }],
    ['no prefix', 'forge', { 'x-hub-signature-256': signature(BODY).slice(7) }],
    ['an empty signature', 'forge', { 'x-hub-signature-256': 'sha256=' }],
  ])('does not hear %s', async (_, receiver, headers: Record<string, string>) => {
    expect(await post(receiver, headers)).toBe(401)
    expect(source.wakes()).toBe(0)
  })

  it('verifies the bytes as they came, whatever they call themselves', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x0a])
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain; charset=utf-16', 'x/y']) {
      expect(await post('any', { 'x-signature': signature(bytes), 'content-type': type }, bytes), type).toBe(202)
    }
  })

  it('answers the ping of GitHub without looking', async () => {
    expect(await post('forge', { 'x-hub-signature-256': signature(BODY), 'x-github-event': 'ping' })).toBe(202)
    expect(source.wakes()).toBe(0)
    expect(await post('forge', { 'x-hub-signature-256': signature(BODY), 'x-github-event': 'push' })).toBe(202)
    expect(source.wakes()).toBe(1)
  })

  it.each(['nobody', '__proto__', 'constructor', 'toString', '..%2fforge'])('of the name %s does not exist, signed or not', async (name) => {
    expect(await post(name, { 'x-signature': signature(BODY) })).toBe(404)
    expect(source.wakes()).toBe(0)
  })

  it('with a short secret is off, and says so at the start', async () => {
    expect(endpoint.refused.map(({ subject, cause }) => `${subject}: ${cause}`)).toEqual([expect.stringMatching(/cannot use .*weak as a secret of the webhook weak: it holds 5 characters, at least 32/)])
    expect(await post('weak', { 'x-signature': signature(BODY, 'short') })).toBe(404)
  })

  it('refuses more than a megabyte', async () => {
    const big = Buffer.alloc(1_048_577, 0x20)
    expect(await post('any', { 'x-signature': signature(big) }, big)).toBe(413)
    const limit = Buffer.alloc(1_048_576, 0x20)
    expect(await post('any', { 'x-signature': signature(limit) }, limit)).toBe(202)
  })

  it('does not wait for a body that never comes', async () => {
    await endpoint.close()
    endpoint = await openEndpoint(source, { deadlines: { requestMs: 50, keepAliveMs: 30_000, checkMs: 10 } })
    const { hostname, port } = new URL(endpoint.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    let answer = ''
    socket.on('data', (chunk) => { answer += chunk.toString() })
    const closed = new Promise((resolve) => { socket.once('close', resolve) })
    socket.write(`POST /hooks/any HTTP/1.1\r\nHost: ${hostname}\r\nX-Signature: ${signature(BODY)}\r\nContent-Length: 100\r\n\r\n{`)
    await closed
    expect(answer).toMatch(/^HTTP\/1\.1 408/)
    expect(source.wakes()).toBe(0)
  })

  it('turns a thousand rings into very few looks, and a thousand unsigned ones into none', async () => {
    for (let at = 0; at < 20; at++) await Promise.all(Array.from({ length: 50 }, () => post('any', { 'x-signature': signature(BODY) })))
    expect(source.wakes()).toBeGreaterThanOrEqual(1)
    expect(source.wakes()).toBeLessThanOrEqual(10)
    const heard = source.wakes()
    const statuses = new Set<number>()
    for (let at = 0; at < 20; at++) for (const status of await Promise.all(Array.from({ length: 50 }, () => post('any', {})))) statuses.add(status)
    expect([...statuses].sort()).toEqual([401, 429])
    expect(source.wakes()).toBeLessThanOrEqual(heard + 1)
  }, 180_000)
})

describe('createDoorbell', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('calls at once, and once more at the end for rings in between', () => {
    const call = vi.fn()
    const bell = createDoorbell(call)
    bell.ring()
    expect(call).toHaveBeenCalledTimes(1)
    bell.ring()
    bell.ring()
    expect(call).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(500)
    expect(call).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(60_000)
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('delays nobody who rings every second', () => {
    const call = vi.fn()
    const bell = createDoorbell(call)
    for (let at = 1; at <= 30; at++) {
      bell.ring()
      expect(call).toHaveBeenCalledTimes(at)
      vi.advanceTimersByTime(1_000)
    }
  })

  it('makes three calls at most of a thousand rings in ten seconds, and none is lost', () => {
    const call = vi.fn()
    const bell = createDoorbell(call)
    for (let at = 0; at < 1_000; at++) {
      bell.ring()
      vi.advanceTimersByTime(10)
    }
    const during = call.mock.calls.length
    vi.advanceTimersByTime(60_000)
    expect(call.mock.calls.length).toBeGreaterThan(during)
    expect(call.mock.calls.length).toBeLessThanOrEqual(3)
  })

  it('stops with a ring still waiting', () => {
    const call = vi.fn()
    const bell = createDoorbell(call)
    bell.ring()
    bell.ring()
    bell.stop()
    vi.advanceTimersByTime(60_000)
    expect(call).toHaveBeenCalledTimes(1)
  })
})
