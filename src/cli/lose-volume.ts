/** Destroys one volume that a person named: under the lease, once it is certain that nobody needs it, after saying what goes. */
import { look } from '../engine/look.js'
import { judgeLoss } from '../engine/volume-loss.js'
import { lossText } from '../render/volume-text.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { explainLook } from './look-say.js'
import { refusedBy } from './refusal.js'

/** As long as an apply waits for another run. */
const LEASE_WAIT_MS = 60_000

export async function loseVolume(context: WriteContext, name: string): Promise<ExitCode> {
  const { ports, globals, say, signal } = context
  const lease = await ports.lease.acquire('prune', globals.timeoutMs ?? LEASE_WAIT_MS, signal)
  if (!lease.ok) return say.refuse(refusedBy(lease.error))
  try {
    return await underLease(context, name)
  } finally {
    lease.value.release()
  }
}

async function underLease(context: WriteContext, name: string): Promise<ExitCode> {
  const { ports, config, globals, say, io, signal } = context
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, signal)
  const refusal = explainLook(context, seen)
  if (refusal) return say.refuse(refusal)
  const loss = await judgeLoss({ ports, config, signal }, name, seen)
  if (!loss.ok) return say.refuse(refusedBy(loss.error))
  const { volume, lastRelease } = loss.value
  const nowIso = ports.clock.nowIso()
  if (globals.output === 'table') say.answer(lossText(volume, { nowIso, ...(lastRelease !== undefined && { lastRelease }) }))
  const removed = await ports.runtime.removeVolume(volume, signal)
  if (!removed.ok) return say.refuse(refusedBy(removed.error))
  ports.store.recordEvent({ type: 'volume-removed', app: volume.app, volume: name, by: io.user }, { run: 0, time: nowIso })
  if (globals.output === 'table') say.answer(`Removed for good: ${name}`)
  else say.document({ removed: volume, ...(lastRelease !== undefined && { lastRelease }) })
  return EXIT.done
}
