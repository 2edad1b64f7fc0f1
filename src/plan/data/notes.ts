/**
 * What has to stand in the record of data: of volumes that are there, at once; of what a task is about to start, before it starts. Noted are
 * the volumes of databases and those with backups, as long as they are no preview's.
 */
import type { DataNote, DataRecord, DataWriter } from '../../model/data-record.js'
import { isHeld, isNewer, writerOf } from '../../model/data-record.js'
import { nameAndTag } from '../../model/image-ref.js'
import type { VolumeSpec } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import { backedUpVolumes, keepsakes } from '../memory.js'

/** What is on the host and not in the record. */
export function unnotedData(desired: DesiredState, observed: ObservedState, record: DataRecord): readonly DataNote[] {
  const backedUp = backedUpVolumes(desired)
  const present = new Set(observed.volumes.filter(({ owner }) => owner === 'ours').map(({ name }) => name))
  return desired.apps.flatMap((app) => keepsakes(app, backedUp).filter(({ name }) => present.has(name)).flatMap((volume) => {
    const known = writerOf(record, volume.name)
    const writer = newest(known, liveWriters(app, volume, observed))
    return isHeld(record, volume.name) && writer === known ? [] : [{ volume: volume.name, ...(writer && { writer }) }]
  }))
}

/** What is to be written down before a container of the app starts, each with what stands there now. */
export function dueNotes(app: DesiredApp, backedUp: ReadonlySet<string>, record: DataRecord): readonly { readonly note: DataNote; readonly before: DataNote }[] {
  return keepsakes(app, backedUp).flatMap((volume) => {
    const known = writerOf(record, volume.name)
    const writer = newest(known, [wantedWriter(app, volume)])
    const noteOf = (one: DataWriter | undefined): DataNote => ({ volume: volume.name, ...(one && { writer: one }) })
    return isHeld(record, volume.name) && writer === known ? [] : [{ note: noteOf(writer), before: noteOf(known) }]
  })
}

/** What the app would write with. Undefined where the label of the volume tells all that matters. */
export function wantedWriter({ containers: [container] }: Pick<DesiredApp, 'containers'>, { data }: VolumeSpec): DataWriter | undefined {
  if (data?.upgrade !== 'newer' || !container) return undefined
  return { software: data.software, version: nameAndTag(container.image)?.tag ?? data.line }
}

/** What was started on it and is still there. */
export function liveWriters(app: DesiredApp, volume: VolumeSpec, { containers }: Pick<ObservedState, 'containers'>): readonly DataWriter[] {
  const wanted = nameAndTag(app.containers[0]?.image ?? '')
  if (volume.data?.upgrade !== 'newer' || !wanted) return []
  const { software } = volume.data
  const onIt = containers.filter(({ state, mounts }) => state !== 'created' && mounts.some(({ kind, source }) => kind === 'volume' && source === volume.name))
  return onIt.flatMap(({ image }) => {
    const live = nameAndTag(image)
    return live?.name === wanted.name ? [{ software, version: live.tag }] : []
  })
}

function newest(known: DataWriter | undefined, others: readonly (DataWriter | undefined)[]): DataWriter | undefined {
  return others.reduce((best, one) => (one && isNewer(one, best) ? one : best), known)
}
