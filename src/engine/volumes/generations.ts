/**
 * A new generation of a volume, from its beginning to the switch. It stands in the note of Mist as unfinished before it exists, so that
 * what an end of Mist leaves behind can be told from data and taken away. Who fills it, and whether it is good, is decided elsewhere.
 */
import { withoutGeneration, writerOf } from '../../model/data-record.js'
import { failure } from '../../model/failure.js'
import { baseVolume, generationName, generationOf } from '../../model/generation.js'
import type { VolumeSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import type { ObservedState } from '../../model/state.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DataRecordPort, GenerationsPort, LeasePort, RuntimePort } from '../../ports.js'

export interface GenerationPorts {
  readonly runtime: RuntimePort
  readonly generations: GenerationsPort
  readonly dataRecord: DataRecordPort
}

/**
 * Makes the empty volume that comes after `volume`, which is the one in use. Whoever calls holds a lease that keeps others from doing the
 * same; an earlier unfinished one is taken away first.
 */
export async function beginGeneration(ports: GenerationPorts, volume: VolumeSpec, signal: AbortSignal): Promise<Result<VolumeSpec>> {
  const { runtime, generations, dataRecord } = ports
  const base = baseVolume(volume.name)
  const earlier = generations.read().generations.making[base]
  const cleared = earlier === undefined ? ok(undefined) : await abandonGeneration(ports, earlier, signal)
  if (!cleared.ok) return cleared
  const seen = await runtime.observe({ images: [], freshness: 'live' }, signal)
  if (!seen.ok) return seen
  if (seen.value.incomplete.volume) return err(seen.value.incomplete.volume)
  // Above all that ever counted, also where the volume is gone: a name must not come to mean other data.
  const taken = [volume.name, generations.read().generations.inUse[base] ?? base, ...seen.value.volumes.map(({ name }) => name)].filter((name) => baseVolume(name) === base)
  const name = generationName(base, Math.max(...taken.map(generationOf)) + 1)
  const noted = await generations.update((now) => ({ inUse: { ...now.inUse, [base]: now.inUse[base] ?? volume.name }, making: { ...now.making, [base]: name } }))
  if (!noted.ok) return noted
  const forgotten = await forgetWriter(dataRecord, name)
  if (!forgotten.ok) return forgotten
  const next = { ...volume, name, id: resourceId('volume', name) }
  const made = await runtime.createVolume(next, signal)
  return made.ok ? ok(next) : made
}

/** Of a volume of that name that another hand removed. */
async function forgetWriter(dataRecord: DataRecordPort, name: string): Promise<Result<void>> {
  const known = dataRecord.read()
  return known.ok && writerOf(known.value, name) ? dataRecord.update((now) => withoutGeneration(now, name)) : ok(undefined)
}

export interface Switch {
  readonly name: string
  /** What counted until then, and is kept. */
  readonly before: string
}

/** From here on it is the data of its app: the next pass gives it to the container. */
export async function finishGeneration({ generations }: Pick<GenerationPorts, 'generations'>, name: string): Promise<Result<Switch>> {
  const base = baseVolume(name)
  let before: string | undefined
  const noted = await generations.update((now) => {
    if (now.making[base] !== name) return now
    before = now.inUse[base] ?? base
    return { inUse: { ...now.inUse, [base]: name }, making: without(now.making, base) }
  })
  if (!noted.ok) return noted
  if (before !== undefined) return ok({ name, before })
  return err(failure('volume-refused', { subject: `cannot switch to volume ${name}`, cause: 'it is not noted as the one that is being made', help: 'Look at the volumes with: mistctl volume ls' }))
}

/** The reverse, when the new container does not come up and the one before goes on: what was switched to is unfinished again, and can be abandoned. */
export function takeBackGeneration({ generations }: Pick<GenerationPorts, 'generations'>, { name, before }: Switch): Promise<Result<void>> {
  const base = baseVolume(name)
  return generations.update((now) => (now.inUse[base] === name ? { inUse: { ...now.inUse, [base]: before }, making: { ...now.making, [base]: name } } : now))
}

/** What is not noted as unfinished is data, and is left alone. */
export async function abandonGeneration({ runtime, generations }: Omit<GenerationPorts, 'dataRecord'>, name: string, signal: AbortSignal): Promise<Result<void>> {
  const base = baseVolume(name)
  const { making, inUse } = generations.read().generations
  if (making[base] !== name || inUse[base] === name) return ok(undefined)
  const told = await runtime.volumes({ sizes: 'skipped' }, signal)
  if (!told.ok) return told
  const found = told.value.find((one) => one.name === name)
  const removed = found ? await runtime.removeVolume({ name, app: found.app, unfinished: true }, signal) : ok(undefined)
  if (!removed.ok) return removed
  return forget({ generations }, name)
}

function forget({ generations }: Pick<GenerationPorts, 'generations'>, name: string): Promise<Result<void>> {
  const base = baseVolume(name)
  return generations.update((now) => (now.making[base] === name ? { ...now, making: without(now.making, base) } : now))
}

/**
 * Asked by every pass: nobody makes one while the lease is free. `observed` is from before the pass changed anything: what an app mounted
 * then was finished, and a note that says otherwise is older than that.
 */
export async function sweepInterrupted(ports: GenerationPorts & { readonly backupLease: LeasePort }, { containers }: Pick<ObservedState, 'containers'>, signal: AbortSignal): Promise<void> {
  const making = Object.values(ports.generations.read().generations.making)
  if (making.length === 0) return
  const lease = await ports.backupLease.acquire('take away what was interrupted', 0, signal)
  if (!lease.ok) return
  try {
    const mounted = new Set(containers.flatMap(({ mounts }) => mounts.map(({ source }) => source)))
    for (const name of making.filter((one) => mounted.has(one))) await forget(ports, name)
    // What was to fill it may still mount it.
    const left = await ports.runtime.scratch(signal)
    for (const container of left.ok ? left.value.containers : []) await ports.runtime.removeContainer(container, signal)
    await sweepGenerations(ports, signal)
  } finally {
    lease.value.release()
  }
}

/** All that were interrupted, by whoever holds the lease under which they are made. What cannot be done now is done another time. */
export async function sweepGenerations(ports: GenerationPorts, signal: AbortSignal): Promise<void> {
  for (const name of Object.values(ports.generations.read().generations.making)) await abandonGeneration(ports, name, signal)
}

function without(names: Readonly<Record<string, string>>, base: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).filter(([one]) => one !== base))
}
