/**
 * A name server for one test, by which an ACME server finds those that it certifies: every name leads to loopback until it is told otherwise.
 */
import { until } from '../support/until.js'
import { startCompanion } from './companion.js'
import { freePort, gatewayAddress } from './gateway.js'

export interface NameServer {
  /** `ip:port`, reached from this machine and from containers alike, for Traefik's `dnsChallenge.resolvers` too. */
  readonly address: string
  /** From now on the name leads there. An address where nobody listens makes HTTP-01 fail. */
  readonly lead: (host: string, address: string) => Promise<void>
  /** Adds a TXT record; a name may have several. */
  readonly say: (name: string, value: string) => Promise<void>
  /** Takes all TXT records of the name away. */
  readonly hush: (name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const START_TIMEOUT_MS = 60_000

export async function startNameServer(program: string): Promise<NameServer> {
  const gateway = await gatewayAddress()
  const [names, manage] = [await freePort(gateway), await freePort()]
  const address = `${gateway}:${String(names)}`
  const base = `http://127.0.0.1:${String(manage)}`
  const companion = startCompanion(program, [
    '-dns01', address, '-management', `127.0.0.1:${String(manage)}`, '-defaultIPv4', '127.0.0.1', '-defaultIPv6', '', '-http01', '', '-https01', '', '-tlsalpn01', '',
  ])
  await until('the name server answers', async () => !companion.isRunning() || (await fetch(base)).status > 0, { timeoutMs: START_TIMEOUT_MS })
  if (!companion.isRunning()) throw new Error(`cannot start a name server: ${companion.output()}`)
  return {
    address,
    lead: (host, to) => tell(`${base}/add-a`, { host: dotted(host), addresses: [to] }),
    say: (name, value) => tell(`${base}/set-txt`, { host: dotted(name), value }),
    hush: (name) => tell(`${base}/clear-txt`, { host: dotted(name) }),
    stop: companion.stop,
  }
}

async function tell(url: string, what: unknown): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(what) })
  if (!response.ok) throw new Error(`cannot tell the name server: ${url} answered ${String(response.status)} ${await response.text()}`)
}

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`
}
