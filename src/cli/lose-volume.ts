/** Destroys one volume that a person named: under the lease, once it is certain that nobody needs it, after saying what goes. */
import { LEASE_WAIT_MS } from '../engine/loop/lease.js'
import type { Look } from '../engine/look.js'
import { look } from '../engine/look.js'
import type { Waiting } from '../engine/volumes/volume-loss.js'
import { giveUp, judgeLoss, waitsFor } from '../engine/volumes/volume-loss.js'
import { failureLine } from '../model/failure.js'
import { baseVolume } from '../model/generation.js'
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
  const { ports, config, say, signal } = context
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, signal)
  const refusal = explainLook(context, seen)
  if (refusal) return say.refuse(refusal)
  const waiting = waitsFor(ports, name, seen)
  if (!waiting.ok) return say.refuse(refusedBy(waiting.error))
  if (waiting.value) return beginEmpty(context, waiting.value)
  return destroy(context, name, seen)
}

async function destroy({ ports, config, globals, say, io, signal }: WriteContext, name: string, seen: Look): Promise<ExitCode> {
  const loss = await judgeLoss({ ports, config, signal }, name, seen)
  if (!loss.ok) return say.refuse(refusedBy(loss.error))
  const { volume, others, lastRelease } = loss.value
  const nowIso = ports.clock.nowIso()
  if (globals.output === 'table') say.answer(lossText(volume, { nowIso, others, ...(lastRelease !== undefined && { lastRelease }) }))
  const removed = await ports.runtime.removeVolume(volume, signal)
  if (!removed.ok) return say.refuse(refusedBy(removed.error))
  const forgotten = await giveUp(ports, { ...volume, others }, io.user)
  if (!forgotten.ok) say.warn(`${say.errorPaint.yellow('warning:')} ${name} is removed, and its data is still waited for: ${failureLine(forgotten.error)}`)
  if (globals.output === 'table') say.answer(`Removed for good: ${name}`)
  else say.document({ removed: volume, ...(lastRelease !== undefined && { lastRelease }) })
  return EXIT.done
}

/** Another hand destroyed it: all that is left is to say that its data is not waited for any more. */
async function beginEmpty({ ports, globals, say, io }: WriteContext, { app, volume: name }: Waiting): Promise<ExitCode> {
  const forgotten = await giveUp(ports, { name, app }, io.user)
  if (!forgotten.ok) return say.refuse(refusedBy(forgotten.error))
  if (globals.output === 'table') say.answer(`Given up: ${baseVolume(name)}, in whichever generation its data was. With the next pass ${app} begins with an empty one.`)
  else say.document({ givenUp: { name, app } })
  return EXIT.done
}
