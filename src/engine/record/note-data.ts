/**
 * Writes down what data is on the host, as far as the record of it does not say so yet, and takes over what an older Mist noted in its
 * history alone. What a task is about to begin is written down by the task itself.
 */
import { isHeld, withGivenUp, withNotes, withoutGeneration } from '../../model/data-record.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { DesiredState, ObservedState } from '../../model/state.js'
import { unnotedData } from '../../plan/data/notes.js'
import { givenUp, knownData } from '../../plan/memory.js'
import type { Ports } from '../../ports.js'

type NotePorts = Pick<Ports, 'store' | 'dataRecord' | 'clock'>

/** What cannot be written now is written by a later pass: it is there, and can be seen once more. */
export async function noteData({ store, dataRecord, clock }: NotePorts, { desired, observed }: { readonly desired: DesiredState; readonly observed: ObservedState }): Promise<void> {
  const found = dataRecord.read()
  const known = knownData({ lastApplied: store.lastApplied(), dataRecord: found })
  if (!found.ok || !known.ok) return
  const inherited = Object.keys(known.value.held).filter((volume) => !isHeld(found.value, volume)).map((volume) => ({ volume }))
  const notes = [...inherited, ...unnotedData(desired, observed, known.value)]
  if (notes.length > 0) await dataRecord.update((now) => withNotes(now, notes, clock.nowIso()))
}

/** A person let one volume go. Where others of its generations are there, their data is missed as before. */
export async function forgetData({ store, dataRecord, clock }: NotePorts, name: string, others: readonly string[]): Promise<Result<void>> {
  const areThere = others.some((other) => other !== name && baseVolume(other) === baseVolume(name))
  const at = clock.nowIso()
  const noted = await dataRecord.update((now) => (areThere ? withoutGeneration(now, name) : withGivenUp(now, name, at)))
  if (!noted.ok || areThere) return noted
  store.rememberApplied(givenUp(store.lastApplied(), name))
  return ok(undefined)
}
