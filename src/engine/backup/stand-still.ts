/**
 * Containers of an app stand still while its data is read, and go on whatever happens. The app is held meanwhile, since a pass that saw
 * it paused would heal it. When this process dies in between nobody holds it any more, and the next pass does just that.
 */
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
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

export async function whileStandingStill<T>(ports: Pick<Ports, 'inside' | 'runtime'>, { app, containers, hold }: Standing, signal: AbortSignal, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const held = await hold(app, signal)
  if (!held.ok) return held
  const paused: string[] = []
  try {
    for (const { name, state } of containers) {
      if (state !== 'running') continue
      // Before it is tried: a call that breaks off may have done it all the same.
      paused.push(name)
      const done = await ports.inside.pause(name, signal)
      if (!done.ok) return done
    }
    return await work()
  } finally {
    await goOn(ports, paused)
    held.value()
  }
}

const TRIES = 3
const PATIENCE_MS = 30_000

/** Heeds no signal: a stop of Mist must not leave anything standing. What cannot be woken here is healed by the next pass. */
async function goOn({ runtime }: Pick<Ports, 'runtime'>, names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const done = await withDeadline(PATIENCE_MS, [never()], (signal) => runtime.unpauseContainer(name, signal))
      if (done.ok || isNotPaused(done.error)) break
    }
  }
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
