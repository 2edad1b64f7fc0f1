/**
 * The moment in which an app goes over to a volume that was filled and tried: under the lease of passes, by an ordinary pass. When the app
 * does not come up on it, what counted before counts again, and another pass sees to that.
 */
import { withNotes } from '../../model/data-record.js'
import type { Failure } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { Blocked } from '../../model/plan.js'
import type { VolumeSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { never } from '../../signals.js'
import type { EngineConfig } from '../config.js'
import type { Switch } from '../volumes/generations.js'
import { finishGeneration, takeBackGeneration } from '../volumes/generations.js'
import { waitForLease } from '../loop/lease.js'
import type { Pass } from '../reconcile.js'
import { reconcile } from '../reconcile.js'
import { liveSuspension } from '../loop/suspension.js'
import type { RestoreTarget } from './choose.js'

export interface SwitchWork {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly signal: AbortSignal
}

export async function switchTo(work: SwitchWork, target: RestoreTarget, made: VolumeSpec): Promise<Result<Switch>> {
  const lease = await waitForLease(work.ports, 'cli', work.signal)
  if (!lease.ok) return lease
  try {
    return await underLease({ ...work, ports: { ...work.ports, lease: ALREADY_HELD } }, target, made)
  } finally {
    lease.value.release()
  }
}

/** For the passes below: nobody may come between them. */
const ALREADY_HELD: Ports['lease'] = { acquire: () => Promise.resolve(ok({ release: () => undefined })) }

async function underLease(work: SwitchWork, target: RestoreTarget, made: VolumeSpec): Promise<Result<Switch>> {
  const obstacle = await findObstacle(work, target)
  if (obstacle) return err(obstacle)
  const done = await finishGeneration(work.ports, made.name)
  if (!done.ok) return done
  if (!target.isInGit) {
    // Else no pass would note it before git has the app, and by then this data may be gone. What cannot be written now is by that pass.
    await work.ports.dataRecord.update((now) => withNotes(now, [{ volume: made.name }], work.ports.clock.nowIso()))
    return done
  }
  const pass = await passFor(work, target)
  const trouble = await whyNotUp(work, { target, made, pass })
  if (trouble === undefined) return done
  const back = await takeBackGeneration(work.ports, done.value)
  if (!back.ok) return err(notSwitched(target, `${trouble}; and the note of which volume counts could not be set back: ${failureLine(back.error)}`))
  await passFor({ ...work, signal: never() }, target)
  return err(notSwitched(target, trouble))
}

/** What was found a while ago may be no longer so. */
async function findObstacle({ ports, signal }: SwitchWork, { app, volume, live }: RestoreTarget): Promise<Failure | undefined> {
  const refuse = (cause: string, help: string): Failure => failure('restore-refused', { subject: `cannot switch ${app.key} to the restored data`, cause, help })
  const suspension = liveSuspension(ports)
  if (suspension) return refuse(`Mist is suspended by ${suspension.by}`, 'Say mistctl resume first.')
  if (live) return undefined
  const told = await ports.runtime.volumes({ sizes: 'skipped' }, signal)
  if (!told.ok) return told.error
  return told.value.some(({ name }) => name === volume.name) ? refuse(`the volume ${volume.name} was made meanwhile`, 'Restore once more: then what it holds is kept beside it.') : undefined
}

function passFor({ ports, config, signal }: SwitchWork, { app }: RestoreTarget): Promise<Pass> {
  return reconcile(ports, config, { trigger: 'cli', fetch: 'local', freshness: 'live', fallback: 'last-good', rejected: 'tried', selector: app.key }, signal)
}

interface Passed {
  readonly target: RestoreTarget
  readonly made: VolumeSpec
  readonly pass: Pass
}

/** Told by the host: the pass may have had nothing to do with this app, for a reason of its own. */
async function whyNotUp({ ports }: SwitchWork, { target, made, pass }: Passed): Promise<string | undefined> {
  const { app } = target
  const { run } = pass
  if (run.failure) return failureLine(run.failure)
  const failed = run.outcomes.find((one) => one.app === app.key && one.result === 'failed')
  if (failed?.result === 'failed') return failureLine(failed.failure)
  const refusals = run.blocked.filter((one) => one.app === app.key)
  if (waitsForOther(target, refusals)) return undefined
  if (refusals[0]) return refusals[0].message
  const seen = await ports.runtime.observe({ images: [], freshness: 'live' }, never())
  if (!seen.ok) return failureLine(seen.error)
  const own = seen.value.containers.filter((one) => one.app === app.key && one.state === 'running')
  const onOther = own.find(({ mounts }) => !mounts.some(({ source }) => source === made.name))
  if (onOther) return `${onOther.name} still runs on another volume`
  return own.length === 0 && app.containers.length > 0 ? 'none of its containers runs' : undefined
}

const WAITING: readonly Blocked['reason'][] = ['data-missing', 'data-unknown', 'app-awaited']

/** Of data that is not there no other can be: then it is what else was lost, of the app or of whom it needs, and each is brought back in turn. */
function waitsForOther({ live }: RestoreTarget, refusals: readonly Pick<Blocked, 'reason'>[]): boolean {
  return !live && refusals.length > 0 && refusals.every(({ reason }) => WAITING.includes(reason))
}

function notSwitched({ app, live, volume }: RestoreTarget, cause: string): Failure {
  return failure('restore-failed', { subject: `cannot bring ${app.key} up on the restored data`, cause, help: live ? `It goes on with what it had, in the volume ${volume.name}.` : 'Nothing was kept of the restored data.' })
}
