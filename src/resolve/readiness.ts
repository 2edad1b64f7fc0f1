/** Which check tells that an app is ready, and what the engine is asked to run inside its containers. */
import type { ManifestApp } from '../manifest/manifest.js'
import type { HealthCheckSpec } from '../model/resource.js'
import type { Readiness } from '../model/state.js'
import { DEFAULTS } from './defaults.js'

/** `host` is the name under which the app is asked: that of its users where it has one. */
export function readinessOf({ port, health }: ManifestApp, host: string): Readiness {
  if (health === undefined || health.kind === 'cmd') return port === undefined ? { kind: 'default' } : { kind: 'default', port }
  const asked = health.port ?? port
  if (asked === undefined) throw new Error('a check from outside has no port: the rules of the manifest let that through')
  if (health.kind === 'tcp') return { kind: 'tcp', port: asked }
  const { from, to } = health.status ?? DEFAULTS.goodStatus
  return { kind: 'http', port: asked, http: { path: health.path, host, statusFrom: from, statusTo: to } }
}

export function healthCheckOf({ health }: ManifestApp): HealthCheckSpec | undefined {
  if (health?.kind !== 'cmd') return undefined
  const { command, intervalMs, timeoutMs, retries, startPeriodMs } = health
  return {
    command,
    intervalMs: intervalMs ?? DEFAULTS.healthCheck.intervalMs,
    timeoutMs: timeoutMs ?? DEFAULTS.healthCheck.timeoutMs,
    retries: retries ?? DEFAULTS.healthCheck.retries,
    startPeriodMs: startPeriodMs ?? DEFAULTS.healthCheck.startPeriodMs,
  }
}
