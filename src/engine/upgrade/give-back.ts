/**
 * The data does not go over: the old volume counts again and its server serves. Everything is looked at first, since it is not known how far
 * the move came. The old server comes first, what is left of the new volume last.
 */
import type { Failure } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { never } from '../../signals.js'
import type { ReturnEffect } from '../apply/effect-context.js'
import type { Switch } from '../volumes/generations.js'
import { abandonGeneration, takeBackGeneration } from '../volumes/generations.js'
import { takeOver } from '../restore/take-over.js'
import { isServing } from './is-serving.js'

export async function giveBack(ports: Ports, { app, move, to, former }: ReturnEffect): Promise<Result<void>> {
  const noted = await noteFormer(ports, { name: to.name, before: move.from })
  // As long as the note says otherwise, the next pass would go over to the new one, and what the old one took in would be lost.
  if (!noted.ok) return noted
  // What failed before anything was touched must not break the connections that there are.
  const served = await isServing(ports, former) ? undefined : await serveAgain(ports, former)
  await clearAway(ports, { app, volume: to.name })
  return served ? err(served) : ok(undefined)
}

/** A disk that is full, maybe with the backup itself, takes no note: one that says so already must not keep the old server down. */
function noteFormer(ports: Ports, over: Switch): Promise<Result<void>> {
  const { generations, damage } = ports.generations.read()
  const isSaid = !damage && generations.inUse[baseVolume(over.name)] !== over.name
  return isSaid ? Promise.resolve(ok(undefined)) : takeBackGeneration(ports, over)
}

/** Where nothing was touched yet, all of this is so already. Goes on after what fails: every step brings back somebody who uses it. */
async function serveAgain({ runtime }: Ports, { container, networks }: ReturnEffect['former']): Promise<Failure | undefined> {
  const failures: Failure[] = []
  for (const attachment of networks) {
    const joined = await runtime.connectNetwork(container, attachment, never())
    if (!joined.ok) failures.push(joined.error)
  }
  const started = await runtime.startContainer(container, never())
  return started.ok ? failures[0] : failures[0] ?? started.error
}

const LEASE_MS = 10_000

/** What cannot be taken away now is taken away by a later pass. */
async function clearAway(ports: Ports, { app, volume }: { readonly app: string; readonly volume: string }): Promise<void> {
  const lease = await ports.backupLease.acquire(`take back the upgrade of ${app}`, LEASE_MS, never())
  if (!lease.ok) return
  try {
    if (ports.generations.read().generations.making[baseVolume(volume)] !== volume) return
    const swept = await takeOver(ports, never())
    if (swept.ok) await abandonGeneration(ports, volume, never())
  } finally {
    lease.value.release()
  }
}
