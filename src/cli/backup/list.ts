/** `mistctl backup ls`: how it stands with all backups, or which there are of one. The storages are asked; nothing is changed. */
import { askBackups } from '../../engine/backup/ask.js'
import type { Asked } from '../../engine/backup/ask.js'
import type { BackupFound } from '../../engine/backup/list.js'
import { readManifest } from '../../engine/backup/read-manifest.js'
import { newestDrillKey, readDrill } from '../../engine/restore/newest-drill.js'
import { backupStatuses } from '../../engine/backup-status.js'
import { look } from '../../engine/look.js'
import type { Look } from '../../engine/look.js'
import type { DrillRecord } from '../../model/backup.js'
import { failureLine } from '../../model/failure.js'
import type { BackupStatus } from '../../model/run.js'
import type { BackupLine } from '../../render/backup-text.js'
import { backupListText, backupStatusText } from '../../render/backup-text.js'
import type { ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { refusedBy } from '../refusal.js'
import { desiredOf, findKey } from './find-key.js'

export async function listBackupsFor(context: ReadContext): Promise<ExitCode> {
  const { ports, config, second, say, signal } = context
  const seen = await look(ports, config, { fetch: 'local', freshness: 'cached', fallback: 'last-good' }, signal)
  const desired = desiredOf(seen)
  if (!desired.ok) return say.refuse(desired.error)
  if (second === undefined) return showAll(context, seen, await askBackups({ ports, config, signal }, desired.value, undefined))
  const spec = findKey(desired.value, second)
  if (!spec.ok) return say.refuse(spec.error)
  const [asked] = await askBackups({ ports, config, signal }, desired.value, second)
  return asked ? showOne(context, asked) : EXIT.done
}

async function showAll(context: ReadContext, seen: Look, asked: readonly Asked[]): Promise<ExitCode> {
  const { ports, config, globals, say } = context
  const nowIso = ports.clock.nowIso()
  const input = { config, look: seen, runs: [], rejections: [], appliedRevision: undefined, suspension: undefined, backups: ports.store.backups(), nowIso }
  const statuses: BackupStatus[] = []
  for (const one of asked) statuses.push(withDrill(seenStatus(one, backupStatuses(input, one.spec.app)?.find(({ key }) => key === one.spec.key)), await newestDrill(context, one)))
  if (globals.output !== 'table') say.document({ backups: statuses })
  else say.answer(statuses.length === 0 ? 'Git wants no backups.' : backupStatusText(statuses, { paint: say.paint, nowIso }))
  return statuses.every(({ state }) => state !== 'failed' && state !== 'overdue') && statuses.every(({ drill }) => drill?.result !== 'failed') ? EXIT.done : EXIT.no
}

async function newestDrill({ ports, signal }: ReadContext, { place, listed }: Asked): Promise<DrillRecord | undefined> {
  const key = listed.ok ? newestDrillKey(listed.value.whole) : undefined
  return key !== undefined && place.ok ? await readDrill(ports, { place: place.value, key }, signal) : undefined
}

/** A failed one is told of with its cause, whatever else is well. */
function withDrill(status: BackupStatus, last: DrillRecord | undefined): BackupStatus {
  if (!last) return status
  const drill = { id: last.backup, at: last.at, result: last.result }
  const message = status.message ?? (last.result === 'failed' ? `backup ${last.backup} cannot be restored: ${last.message}` : undefined)
  return { ...status, drill, ...(message !== undefined && { message }) }
}

/** What the storage says now goes before what mistd has written down. */
function seenStatus({ spec: { key, storage }, listed }: Asked, known: BackupStatus | undefined): BackupStatus {
  const next = known?.next === undefined ? {} : { next: known.next }
  if (!listed.ok) return { key, storage, state: 'failed', count: 0, ...next, message: failureLine(listed.error) }
  const [last] = listed.value.whole
  return {
    key, storage, ...next,
    state: known && known.state !== 'none' ? known.state : last ? 'good' : 'none',
    count: listed.value.whole.length,
    ...(last && { last: { id: last.id, at: last.at, bytes: last.bytes } }),
    ...(known?.message !== undefined && { message: known.message }),
  }
}

async function showOne(context: ReadContext, { place, listed }: Asked): Promise<ExitCode> {
  const { ports, globals, say, signal, second } = context
  if (!listed.ok) return say.refuse(refusedBy(listed.error))
  if (!place.ok) return say.refuse(refusedBy(place.error))
  const lines: BackupLine[] = []
  for (const found of listed.value.whole) {
    const drill = found.drills[0] === undefined ? undefined : await readDrill(ports, { place: place.value, key: found.drills[0] }, signal)
    lines.push({ ...lineOf(found, await readManifest(ports, { place: place.value, folder: found.folder }, signal)), ...(drill && { drill }) })
  }
  if (globals.output !== 'table') say.document({ key: second, backups: lines })
  else say.answer(lines.length === 0 ? 'There is no backup yet.' : backupListText(lines, { paint: say.paint, nowIso: ports.clock.nowIso() }))
  return EXIT.done
}

function lineOf({ id, at, bytes }: BackupFound, manifest: Awaited<ReturnType<typeof readManifest>>): BackupLine {
  return { id, at, bytes, ...(manifest.ok ? { manifest: manifest.value } : { damage: failureLine(manifest.error) }) }
}
