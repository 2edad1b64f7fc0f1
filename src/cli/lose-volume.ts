/** Destroys one volume that a person named: under the lease, once it is certain that nobody needs it, after saying what goes. */
import { LEASE_WAIT_MS } from '../engine/lease.js'
import { look } from '../engine/look.js'
import { giveUp, judgeLoss, waitsFor } from '../engine/volume-loss.js'
import type { AppKey } from '../model/resource.js'
import { lossText } from '../render/volume-text.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { explainLook } from './look-say.js'
import { refusedBy } from './refusal.js'

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
  const waiting = waitsFor(name, seen)
  if (waiting !== undefined) return beginEmpty(context, { name, app: waiting })
  const loss = await judgeLoss({ ports, config, signal }, name, seen)
  if (!loss.ok) return say.refuse(refusedBy(loss.error))
  const { volume, lastRelease } = loss.value
  const nowIso = ports.clock.nowIso()
  if (globals.output === 'table') say.answer(lossText(volume, { nowIso, ...(lastRelease !== undefined && { lastRelease }) }))
  const removed = await ports.runtime.removeVolume(volume, signal)
  if (!removed.ok) return say.refuse(refusedBy(removed.error))
  giveUp(ports, volume, io.user)
  if (globals.output === 'table') say.answer(`Removed for good: ${name}`)
  else say.document({ removed: volume, ...(lastRelease !== undefined && { lastRelease }) })
  return EXIT.done
}

/** Another hand destroyed it: all that is left is to say that its data is not waited for any more. */
function beginEmpty({ ports, globals, say, io }: WriteContext, volume: { readonly name: string; readonly app: AppKey }): ExitCode {
  giveUp(ports, volume, io.user)
  if (globals.output === 'table') say.answer(`Given up: ${volume.name}. With the next pass ${volume.app} begins with an empty one.`)
  else say.document({ givenUp: volume })
  return EXIT.done
}
