/** Which container a backup is read from. A database has to answer; a volume can be read from any container that mounts it, running or not. */
import type { BackupSpec } from '../../model/backup.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { ObservedContainer } from '../../model/state.js'
import type { RuntimeReader } from '../../ports.js'

export type SourceFound =
  | { readonly kind: 'found'; readonly from: ObservedContainer; readonly all: readonly ObservedContainer[] }
  /** In words that follow on `waits for`. */
  | { readonly kind: 'absent'; readonly waitsFor: string }

export async function findSource({ runtime }: { readonly runtime: RuntimeReader }, spec: BackupSpec, signal: AbortSignal): Promise<Result<SourceFound>> {
  const seen = await runtime.observe({ images: [], freshness: 'cached' }, signal)
  if (!seen.ok) return seen
  const { containers, incomplete } = seen.value
  if (incomplete.container) return { ok: false, error: incomplete.container }
  return ok(chooseSource(spec, containers))
}

export function chooseSource({ app, owner, source }: BackupSpec, containers: readonly ObservedContainer[]): SourceFound {
  const all = containers.filter((one) => (one.app === app || one.app === owner) && one.mounts.some(({ kind, target }) => kind === 'volume' && target === source.path))
  const running = all.filter(({ state }) => state === 'running')
  if (source.kind === 'database') {
    const ready = running.find(({ health }) => health === 'healthy' || health === 'none')
    return ready ? { kind: 'found', from: ready, all } : { kind: 'absent', waitsFor: all.length === 0 ? `a container of ${app}` : `${app} to be healthy` }
  }
  const [from] = [...running, ...all]
  return from ? { kind: 'found', from, all } : { kind: 'absent', waitsFor: `a container of ${app} that mounts ${source.volume}` }
}
