/** Checks of what listens: the ports that Traefik and mistd want, Traefik's API, and mistd itself. */
import { failureLine } from '../../model/failure.js'
import type { HostSettings } from '../../model/settings.js'
import type { ObservedContainer } from '../../model/state.js'
import type { ReadPorts } from '../../ports.js'
import type { Check } from '../../render/check-text.js'
import type { PlainContext } from '../command.js'
import { findDaemon } from '../daemon-sight.js'

export async function checkDaemon({ host }: PlainContext, settings: HostSettings): Promise<Check> {
  const daemon = await findDaemon({ settings, httpStatus: host.httpStatus })
  if (daemon.state === 'running') return { name: 'mistd', result: 'ok', finding: `answers at ${daemon.address ?? ''}` }
  if (daemon.state === 'unknown') return { name: 'mistd', result: 'skipped', finding: 'http is off, so it cannot be asked' }
  return { name: 'mistd', result: 'warn', finding: `does not answer at ${daemon.address ?? ''}`, fix: 'Without it nothing is watched and healed. Start it: systemctl start mistd' }
}

interface Holders {
  readonly containers: readonly ObservedContainer[]
  readonly isDaemonUp: boolean
}

interface Wanted {
  readonly name: string
  readonly address: string
  readonly port: number
  readonly isOurs: boolean
  /** What cannot be had while somebody else holds the port; absent, it is everything. */
  readonly only?: string
}

export async function checkPorts({ host }: PlainContext, settings: HostSettings, holders: Holders): Promise<readonly Check[]> {
  return Promise.all(wantedPorts(settings, holders).map(async ({ name, address, port, isOurs, only }): Promise<Check> => {
    const where = `${address}:${String(port)}`
    if (isOurs) return { name, result: 'ok', finding: `${where} is held by Mist` }
    const state = await host.canListen(address, port)
    if (state === 'free') return { name, result: 'ok', finding: `${where} is free` }
    if (state === 'not-permitted') return { name, result: 'skipped', finding: `${where} can only be tried by root` }
    const finding = `${where} is taken by another program`
    const fix = 'Stop it (ss -ltnp shows which one it is), or set another port in mistd.yaml.'
    return only === undefined ? { name, result: 'fail', finding, fix } : { name, result: 'warn', finding: `${finding}: ${only}`, fix }
  }))
}

function wantedPorts({ proxy, http }: HostSettings, { containers, isDaemonUp }: Holders): readonly Wanted[] {
  const isPublished = (port: number): boolean => containers.some(({ state, ports }) => state === 'running' && ports.some(({ hostPort }) => hostPort === port))
  const ofProxy = proxy.mode === 'managed' ? [
    { name: 'http port', address: proxy.address, port: proxy.httpPort },
    // Traefik listens on it from the first host with TLS on.
    { name: 'https port', address: proxy.address, port: proxy.httpsPort, only: 'no host can have TLS' },
    { name: 'traefik api port', address: '127.0.0.1', port: proxy.apiPort },
  ] : []
  return [
    ...ofProxy.map((wanted) => ({ ...wanted, isOurs: isPublished(wanted.port) })),
    ...(http.enabled ? [{ name: 'mistd port', address: http.address, port: http.port, isOurs: isDaemonUp }] : []),
  ]
}

export async function checkProxy({ proxy }: ReadPorts, { proxy: wanted }: HostSettings, signal: AbortSignal): Promise<Check> {
  const name = 'traefik'
  const routes = await proxy.observe(signal)
  if (!routes.ok) return { name, result: 'fail', finding: failureLine(routes.error), fix: routes.error.help ?? 'Check the directory of route files and who owns it.' }
  const count = `${String(routes.value.length)} routes`
  if (routes.value.some(({ served }) => served === 'error')) return { name, result: 'fail', finding: `${count}, and it rejects some`, fix: 'See its log: mistctl logs mist/traefik' }
  if (routes.value.some(({ served }) => served === 'missing')) return { name, result: 'warn', finding: `${count}, and it does not serve all of them`, fix: 'Look for an invalid file in its directory, and see its log: mistctl logs mist/traefik' }
  if (routes.value.length > 0 && routes.value.every(({ served }) => served === undefined)) return { name, result: 'warn', finding: `${count}; its API does not answer`, fix: wanted.mode === 'managed' ? 'See: mistctl status mist/traefik' : 'Set proxy.api to the address of its API, or check that it runs.' }
  return { name, result: 'ok', finding: routes.value.length === 0 ? 'no routes yet' : `serves ${count}` }
}
