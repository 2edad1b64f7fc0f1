/**
 * The one address under which a program on this machine is reached by containers and by this machine alike: the gateway of the
 * engine's default network. Loopback would not do, since each container has its own.
 */
import { createServer, type AddressInfo } from 'node:net'
import { dockerTries } from './docker.js'

const LOOPBACK = '127.0.0.1'

let known: Promise<string> | undefined

/** Containers of every network reach it; the outside does not. Without an engine on this machine it is loopback. */
export function gatewayAddress(): Promise<string> {
  known ??= findGateway()
  return known
}

/** A port that nobody listens on. Another program may take it before it is used; tests that care try again. */
export async function freePort(address: string = LOOPBACK): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => { resolve() }))
  return port
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
