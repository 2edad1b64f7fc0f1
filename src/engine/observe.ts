/**
 * Asks the engine and the proxy at the same time and joins their answers into one state. Half an answer is kept, together with
 * what is missing from it: absence there is not evidence, and the planner treats it so.
 */
import type { DesiredState, ObservedState } from '../model/state.js'
import type { Result } from '../model/result.js'
import { ok } from '../model/result.js'
import type { Clock, ProxyReader, RuntimeReader } from '../ports.js'

export interface Observers {
  readonly runtime: RuntimeReader
  readonly proxy: ProxyReader
  readonly clock: Clock
}

export interface ObserveQuery {
  /** Tells only which images to look up. */
  readonly desired: DesiredState | undefined
  readonly freshness: 'cached' | 'live'
}

export async function observe(ports: Observers, query: ObserveQuery, signal: AbortSignal): Promise<Result<ObservedState>> {
  const observedAt = ports.clock.nowIso()
  const [runtime, routes, certificates] = await Promise.all([
    ports.runtime.observe({ images: imagesOf(query.desired), freshness: query.freshness }, signal),
    ports.proxy.observe(signal),
    ports.proxy.certificates(signal),
  ])
  if (!runtime.ok) return runtime
  const { incomplete, ...seen } = runtime.value
  return ok({
    observedAt,
    ...seen,
    routes: routes.ok ? routes.value : [],
    ...(certificates && { certificates }),
    incomplete: routes.ok ? incomplete : { ...incomplete, route: routes.error },
  })
}

function imagesOf(desired: DesiredState | undefined): readonly string[] {
  return [...new Set(desired?.apps.flatMap(({ image, pin }) => (pin ? [image.ref, pin.image.id] : [image.ref])))].sort()
}
