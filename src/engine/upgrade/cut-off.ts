/**
 * The old server runs once more with nobody beside it: every connection has ended with the stop, and no network leads to it any more. What
 * was written before is on its volume, and nothing comes after.
 */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedContainer } from '../../model/state.js'
import type { Ports } from '../../ports.js'
import type { MoveEffect } from '../apply/effect-context.js'
import { awaitReady } from '../apply/ready.js'

export interface CutOff {
  readonly name: string
  /** Where it has the data. */
  readonly path: string
  /** When it was started with nobody beside it. */
  readonly since: Pick<ObservedContainer, 'startedAt' | 'restartCount'>
}

export async function cutOff(ports: Pick<Ports, 'runtime' | 'probe' | 'clock' | 'emit'>, effect: MoveEffect, signal: AbortSignal): Promise<Result<CutOff>> {
  const { app, move, standIn: { release } } = effect
  const subject = `cannot cut ${app} off`
  const live = await findLive(ports, effect, signal)
  if (!live.ok) return live
  const path = live.value.mounts.find(({ source }) => source === move.from)?.target
  if (path === undefined) return err(failure('upgrade-failed', { subject, cause: `${live.value.name} does not mount ${move.from}` }))
  const restarted = await restartAlone(ports.runtime, live.value, signal)
  if (!restarted.ok) return restarted
  const ready = await awaitReady(ports, { container: live.value.engineId, ready: { network: '', port: 0, timeoutMs: release.readyTimeoutMs, stableMs: release.stableMs } }, signal)
  if (!ready.ok) return ready
  const again = await findAlone(ports, effect, signal)
  if (!again.ok) return again
  const { name, startedAt, restartCount } = again.value
  return ok({ name, path, since: { startedAt, restartCount } })
}

/** Looked at once more after the dump: what was let in meanwhile may have written what is not in it. */
export async function checkStillAlone(ports: Pick<Ports, 'runtime'>, effect: MoveEffect, { since, signal }: Pick<CutOff, 'since'> & { readonly signal: AbortSignal }): Promise<Result<void>> {
  const live = await findAlone(ports, effect, signal)
  if (!live.ok) return live
  const { name, startedAt, restartCount } = live.value
  const isSame = startedAt === since.startedAt && restartCount === since.restartCount
  return isSame ? ok(undefined) : err(failure('upgrade-failed', { subject: `cannot cut ${effect.app} off`, cause: `somebody started ${name} anew while it was being backed up` }))
}

/** A network that somebody gave it meanwhile would let writers in. */
async function findAlone(ports: Pick<Ports, 'runtime'>, effect: MoveEffect, signal: AbortSignal): Promise<Result<ObservedContainer>> {
  const live = await findLive(ports, effect, signal)
  if (!live.ok || live.value.networks.length === 0) return live
  return err(failure('upgrade-failed', { subject: `cannot cut ${effect.app} off`, cause: `somebody connected ${live.value.name} to a network again` }))
}

async function restartAlone(runtime: Ports['runtime'], { engineId, stopGraceMs, networks }: ObservedContainer, signal: AbortSignal): Promise<Result<void>> {
  const stopped = await runtime.stopContainer(engineId, stopGraceMs, signal)
  if (!stopped.ok) return stopped
  for (const { network } of networks) {
    const left = await runtime.disconnectNetwork(engineId, network, signal)
    if (!left.ok) return left
  }
  return runtime.startContainer(engineId, signal)
}

async function findLive({ runtime }: Pick<Ports, 'runtime'>, { app, move }: MoveEffect, signal: AbortSignal): Promise<Result<ObservedContainer>> {
  const seen = await runtime.observe({ images: [], freshness: 'live' }, signal)
  if (!seen.ok) return seen
  const live = seen.value.containers.find(({ engineId }) => engineId === move.live.engineId)
  return live ? ok(live) : err(failure('upgrade-failed', { subject: `cannot upgrade ${app}`, cause: `its container ${move.live.name} is gone` }))
}
