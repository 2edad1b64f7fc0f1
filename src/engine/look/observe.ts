/**
 * Asks the engine and the proxy at the same time and joins their answers into one state. Half an answer is kept, together with
 * what is missing from it: absence there is not evidence, and the planner treats it so.
 */
import type { DesiredState, ObservedState } from '../../model/state.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import { certificateTroubles } from '../report/certificate-troubles.js'
import type { Clock, FilesReader, ProxyReader, RuntimeReader } from '../../ports.js'

export interface Observers {
  readonly runtime: RuntimeReader
  readonly proxy: ProxyReader
  readonly files: FilesReader
  readonly clock: Clock
}

export interface ObserveQuery {
  /** Tells only which images to look up. */
  readonly desired: DesiredState | undefined
  readonly freshness: 'cached' | 'live'
}

export async function observe(ports: Observers, query: ObserveQuery, signal: AbortSignal): Promise<Result<ObservedState>> {
  const observedAt = ports.clock.nowIso()
  const [runtime, routes, certificates, files] = await Promise.all([
    ports.runtime.observe({ images: imagesOf(query.desired), freshness: query.freshness }, signal),
    ports.proxy.observe(signal),
    ports.proxy.certificates(signal),
    filesIn(ports.files, query.desired, signal),
  ])
  if (!runtime.ok) return runtime
  // Who says of a route what the proxy makes of it has been answered.
  const isAnswered = routes.ok && routes.value.some(({ served }) => served !== undefined)
  const strayProxy = isAnswered ? undefined : await ports.proxy.stray(signal)
  const { incomplete, ...seen } = runtime.value
  const observed: ObservedState = {
    observedAt,
    ...seen,
    routes: routes.ok ? routes.value : [],
    ...(certificates && { certificates }),
    ...(files && { files }),
    ...(strayProxy && { strayProxy }),
    incomplete: routes.ok ? incomplete : { ...incomplete, route: routes.error },
  }
  const troubles = await certificateTroubles(ports.runtime, { desired: query.desired, observed }, signal)
  return ok(Object.keys(troubles).length === 0 ? observed : { ...observed, certificateTroubles: troubles })
}

/** What cannot be looked at is laid down anew when it is needed; until then nothing is said of it. */
async function filesIn(reader: FilesReader, desired: DesiredState | undefined, signal: AbortSignal): Promise<ObservedState['files']> {
  const wanted = new Map((desired?.apps ?? []).flatMap(({ files = [] }) => files.map((file) => [file.source, file] as const)))
  const seen = wanted.size === 0 ? undefined : await reader.observe([...wanted.values()], signal)
  return seen?.ok ? seen.value : undefined
}

function imagesOf(desired: DesiredState | undefined): readonly string[] {
  return [...new Set(desired?.apps.flatMap(({ image, pin }) => (pin ? [image.ref, pin.image.id] : [image.ref])))].sort()
}
