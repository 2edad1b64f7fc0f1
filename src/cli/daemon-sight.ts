/** Does mistd run here? Known by asking its HTTP endpoint; where that is off, nothing can be said. */
import type { ReadContext } from './command.js'

export interface DaemonSight {
  readonly state: 'running' | 'not-running' | 'unknown'
  readonly address?: string
}

export async function findDaemon({ settings: { http }, httpStatus }: Pick<ReadContext, 'settings' | 'httpStatus'>): Promise<DaemonSight> {
  if (!http.enabled) return { state: 'unknown' }
  const address = `http://${http.address === '0.0.0.0' ? '127.0.0.1' : http.address}:${String(http.port)}`
  const answered = await httpStatus(`${address}/healthz`)
  return { state: answered === 200 ? 'running' : 'not-running', address }
}

export function daemonText({ state }: DaemonSight): string {
  switch (state) {
    case 'running': return 'mistd running'
    case 'not-running': return 'mistd not running'
    case 'unknown': return 'mistd unknown (http is off)'
  }
}
