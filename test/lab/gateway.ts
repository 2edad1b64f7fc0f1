/**
 * The one address under which a program on this machine is reached by containers and by this machine alike: the gateway of the
 * engine's default network. Loopback would not do, since each container has its own.
 */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { dockerTries } from './docker.js'

const LOOPBACK = '127.0.0.1'

let known: Promise<string> | undefined

/** Containers of every network reach it; the outside does not. Without an engine on this machine it is loopback. */
export function gatewayAddress(): Promise<string> {
  known ??= findGateway()
  return known
}

/** Below the range from which the kernel serves outgoing connections, of which a test under load makes thousands. */
const PORTS = { first: 20_000, perWorker: 3_000, workers: 4 }
const TRIES = 200
const given = new Set<number>()

/**
 * A port that nobody listens on, and that no other test is given: what is to listen there may do so minutes later. Each worker of vitest
 * has a range of its own; what is no test has that of the first.
 */
export async function freePort(address: string = LOOPBACK): Promise<number> {
  const worker = (Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % PORTS.workers
  for (let turn = 0; turn < TRIES; turn += 1) {
    const port = PORTS.first + worker * PORTS.perWorker + randomInt(PORTS.perWorker)
    if (given.has(port) || !await isFree(port, address)) continue
    given.add(port)
    return port
  }
  throw new Error(`no port of ${address} is free`)
}

function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => { resolve(false) })
    server.listen(port, address, () => { server.close(() => { resolve(true) }) })
  })
}

/**
 * Asked of the engine and tried: Node does not list a bridge to which no container is attached, and an engine elsewhere has gateways
 * that are not this machine's.
 */
async function findGateway(): Promise<string> {
  const { stdout } = await dockerTries(['network', 'inspect', 'bridge', '--format', '{{range .IPAM.Config}}{{.Gateway}}\n{{end}}'])
  for (const address of stdout.split('\n').filter((line) => /^[\d.]+$/.test(line))) {
    const isHere = await freePort(address).then(() => true, () => false)
    if (isHere) return address
  }
  return LOOPBACK
}
