/**
 * Containers of an app stand still while its data is read, and go on whatever happens. The app is held meanwhile, since a pass that saw
 * it paused would heal it. Which ones they are is written down before, so that the next pass can wake them when this process dies in
 * between: by its plan alone it heals nothing while Mist is suspended, and none of an app whose drift is only reported or that cannot be planned.
 */
import type { Failure } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedContainer } from '../../model/state.js'
import type { Ports } from '../../ports.js'
import { never, withDeadline } from '../../signals.js'

/** Keeps passes from the app until it is let go of. */
export type Hold = (app: AppKey, signal: AbortSignal) => Promise<Result<() => void>>

export interface Standing {
  readonly app: AppKey
  readonly containers: readonly ObservedContainer[]
  readonly hold: Hold
}

/** Also while Mist is suspended: to wake what this left behind is no reconcile, and happens all the same. */
export async function whileStandingStill<T>(ports: Pick<Ports, 'inside' | 'runtime' | 'standing'>, { app, containers, hold }: Standing, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> {
  const held = await hold(app, signal)
  if (!held.ok) return held
  const paused: string[] = []
  const earlier = ports.standing.read().names
  const running = containers.flatMap(({ name, state }) => (state === 'running' ? [name] : []))
  try {
    const noted = await ports.standing.write([...new Set([...earlier, ...running])])
    if (!noted.ok) return noted
    for (const name of running) {
      // Before it is tried: a call that breaks off may have done it all the same.
      paused.push(name)
      const done = await ports.inside.pause(name, signal)
      if (!done.ok) return done
    }
    const done = await withDeadline(STANDS_FOR_MS, [signal], (limited) => work(limited))
    if (!done.ok) return signal.aborted || !isCutShort(done.error) ? done : err(tooSlow(app))
    const moved = await movedOf(ports, containers.filter(({ name }) => paused.includes(name)), signal)
    return moved ? err(moved) : done
  } finally {
    const asleep = await goOn(ports, paused)
    await ports.standing.write([...new Set([...earlier, ...asleep])])
    held.value()
  }
}

/** Asked by every pass before it looks, and before it asks whether Mist is suspended: while the lease of backups is free, what stands still is forgotten. */
export async function wakeForgotten(ports: Pick<Ports, 'standing' | 'backupLease' | 'runtime'>, signal: AbortSignal): Promise<void> {
  if (ports.standing.read().names.length === 0) return
  const lease = await ports.backupLease.acquire('let go on what stands still', 0, signal)
  if (!lease.ok) return
  try {
    await wakeLeft(ports)
  } finally {
    lease.value.release()
  }
}

/** Only under the lease of backups, before its holder lets anything stand still: who is noted then was left by one that was killed. */
export async function wakeLeft({ standing, runtime }: Pick<Ports, 'standing' | 'runtime'>): Promise<void> {
  const left = standing.read().names
  if (left.length > 0) await standing.write(await goOn({ runtime }, left))
}

/** Longer than this no app stands still for a copy of its data. */
const STANDS_FOR_MS = 10 * 60_000

function isCutShort({ code }: Failure): boolean {
  return code === 'aborted'
}

function tooSlow(app: AppKey): Failure {
  return failure('backup-failed', { subject: `cannot back up ${app}`, cause: 'its containers stood still for 10 minutes, and the copy was not done', help: 'The storage is too slow for a copy of so much data while it stands still: use a nearer one, or remove `pause`.' })
}

/** Who went on meanwhile may have written while it was read: such a copy is of no moment. */
async function movedOf({ runtime }: Pick<Ports, 'runtime'>, containers: readonly ObservedContainer[], signal: AbortSignal): Promise<Failure | undefined> {
  if (containers.length === 0) return undefined
  const seen = await runtime.observe({ images: [], freshness: 'live' }, signal)
  if (!seen.ok) return seen.error
  const moved = containers.find(({ engineId }) => !seen.value.containers.some((one) => one.engineId === engineId && one.state === 'paused'))
  return moved && failure('backup-failed', { subject: `cannot back up ${moved.app}`, cause: `${moved.name} did not stand still while it was read: somebody let it go on` })
}

const TRIES = 3
const PATIENCE_MS = 30_000

/** Heeds no signal: a stop of Mist must not leave anything standing. Answers what cannot be woken here, which the next pass tries again. */
async function goOn({ runtime }: Pick<Ports, 'runtime'>, names: readonly string[]): Promise<readonly string[]> {
  const asleep: string[] = []
  for (const name of names) if (!await isWoken({ runtime }, name)) asleep.push(name)
  return asleep
}

async function isWoken({ runtime }: Pick<Ports, 'runtime'>, name: string): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const done = await withDeadline(PATIENCE_MS, [never()], (signal) => runtime.unpauseContainer(name, signal))
    if (done.ok || isNotPaused(done.error)) return true
  }
  return false
}

function isNotPaused(cause: Failure): boolean {
  return /is not paused|no such container/i.test(failureLine(cause))
}

/** For a process that runs no passes of its own: nobody runs one while the lease is held. */
export function holdByLease({ lease }: Pick<Ports, 'lease'>, waitMs: number): Hold {
  return async (_app, signal) => {
    const taken = await lease.acquire('back up', waitMs, signal)
    return taken.ok ? ok(() => { taken.value.release() }) : err(taken.error)
  }
}
