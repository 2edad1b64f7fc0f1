/** A port is open, closed or silent, and a probe says which within its time. */
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createProbe } from '../../../src/adapters/probe/tcp.js'

const never = new AbortController().signal
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listening(): Promise<number> {
  const server = createServer((socket) => { socket.on('error', () => undefined) })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('a port that somebody listens on connects', async () => {
  expect(await createProbe().connects('127.0.0.1', await listening(), never)).toBe(true)
})

test('a port that nobody listens on does not', async () => {
  const port = await listening()
  await new Promise((resolve) => servers.pop()?.close(resolve))
  expect(await createProbe().connects('127.0.0.1', port, never)).toBe(false)
})

test('a probe that is called off answers at once, before and during', async () => {
  const port = await listening()
  expect(await createProbe().connects('127.0.0.1', port, AbortSignal.abort())).toBe(false)
  const stop = new AbortController()
  const asked = createProbe({ timeoutMs: 600_000 }).connects('127.0.0.1', port, stop.signal)
  stop.abort()
  expect(await asked).toBe(false)
})

test('a text that is no address does not connect', async () => {
  expect(await createProbe().connects('not an address', 80, never)).toBe(false)
})
