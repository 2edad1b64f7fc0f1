/** Looking at routes again and again: what is read and understood anew, and what is not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../../../src/adapters/traefik/api.js'
import { createProxyReader } from '../../../src/adapters/traefik/proxy.js'
import { renderRoute, routeFileOf } from '../../../src/adapters/traefik/dynamic-config.js'
import { httpSection } from '../../../src/adapters/traefik/http-section.js'
import type { ObservedRoute } from '../../../src/model/state.js'
import { routeOf } from './route.fixture.js'

const NEVER = new AbortController().signal
const SPEC = routeOf()
const WRITTEN = routeFileOf(SPEC, { instance: 'default', servers: ['http://shop-web-0a1b2c3d-1:8080'] })

let directory: string
let server: Server
let asked = 0
/** What Traefik says it serves. */
let rawdata: unknown

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mist-observe-'))
  if (WRITTEN.ok) writeFileSync(file(), renderRoute(WRITTEN.value))
  rawdata = serving()
  asked = 0
  server = createServer((_request, response) => {
    asked += 1
    response.end(JSON.stringify(rawdata))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => { server.close(resolve) })
  rmSync(directory, { recursive: true, force: true })
})

function file(): string {
  return join(directory, `${SPEC.name}.yml`)
}

function baseUrl(): string {
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** As Traefik shows what stands in the file. */
function serving(): unknown {
  const section = WRITTEN.ok ? httpSection(SPEC.name, WRITTEN.value.content) : { routers: {}, services: {} }
  const shown = (things: object): unknown => Object.fromEntries(Object.entries(things).map(([name, thing]: [string, object]) => [`${name}@file`, { ...thing, status: 'enabled' }]))
  return { routers: shown(section.routers), services: shown(section.services ?? {}) }
}

function opened(): () => Promise<ObservedRoute | undefined> {
  const reader = createProxyReader({ instance: 'default', directory, api: { baseUrl: baseUrl() } })
  return async () => {
    const seen = await reader.observe(NEVER)
    return seen.ok ? seen.value[0] : undefined
  }
}

describe('a second look', () => {
  it('asks Traefik once more, and understands nothing anew where all is as it was', async () => {
    const look = opened()
    const first = await look()
    const second = await look()
    expect([first?.served, second === first, asked]).toEqual(['serving', true, 2])
  })

  it('sees an edit that leaves the size of the file as it was', async () => {
    const look = opened()
    const before = readFileSync(file(), 'utf8')
    expect((await look())?.canonical).toBe(true)
    writeFileSync(file(), before.replace('8080', '8081'))
    expect(await look()).toMatchObject({ canonical: true, content: { servers: ['http://shop-web-0a1b2c3d-1:8081'] }, served: 'missing' })
  })

  it('sees that Traefik serves it no more', async () => {
    const look = opened()
    await look()
    rawdata = { routers: {}, services: {} }
    expect((await look())?.served).toBe('missing')
    rawdata = serving()
    expect((await look())?.served).toBe('serving')
  })
})

it('an answer that is the same text as the last one is read once', async () => {
  const api = createApi({ baseUrl: baseUrl() })
  const [first, second] = [await api.state(NEVER), await api.state(NEVER)]
  rawdata = { routers: {} }
  const third = await api.state(NEVER)
  expect([first.ok && second.ok && first.value === second.value, first.ok && third.ok && first.value === third.value]).toEqual([true, false])
})
