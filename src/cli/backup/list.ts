/** `mistctl backup ls`: how it stands with all backups, or which there are of one. The storages are asked; nothing is changed. */
import { askBackups } from '../../engine/backup/ask.js'
import type { Asked } from '../../engine/backup/ask.js'
import { findSpec, wantedBy } from '../../engine/backup/find-spec.js'
import type { LeftBackups, LeftFound } from '../../engine/backup/left.js'
import { findLeft } from '../../engine/backup/left.js'
import type { BackupFound } from '../../engine/backup/list.js'
import { ownBackups } from '../../engine/backup/list.js'
import { nextBackup } from '../../engine/backup/next-backup.js'
import type { BackupRead } from '../../engine/backup/read-manifest.js'
import { readManifest } from '../../engine/backup/read-manifest.js'
import { damageIn, judgeNewest, soundIn, untoldIn } from '../../engine/backup/sound.js'
import { drillKeys, newestDrill } from '../../engine/restore/newest-drill.js'
import { backupStatuses } from '../../engine/report/backup-status.js'
import { look } from '../../engine/look.js'
import type { Look } from '../../engine/look.js'
import type { DrillRecord } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { BackupStatus } from '../../model/run.js'
import type { BackupLine, LeftLine } from '../../render/backup-text.js'
import { backupListText, backupStatusText } from '../../render/backup-text.js'
import type { ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { refusedBy } from '../refusal.js'

export async function listBackupsFor(context: ReadContext): Promise<ExitCode> {
  const { ports, config, second, say, signal } = context
  const seen = await look(ports, config, { fetch: 'local', freshness: 'cached', fallback: 'last-good' }, signal)
  const desired = wantedBy(seen)
  if (!desired.ok) return say.refuse(refusedBy(desired.error))
  const work = { ports, config, signal }
  if (second === undefined) return showAll(context, seen, { asked: await askBackups(work, desired.value, undefined), found: await findLeft(work, desired.value) })
  const spec = findSpec(seen, second)
  if (!spec.ok) return showLeft(context, spec.error, await findLeft(work, desired.value, second))
  const [asked] = await askBackups(work, desired.value, second)
  return asked ? showOne(context, asked) : EXIT.done
}

interface Shown {
  readonly asked: readonly Asked[]
  readonly found: LeftFound
}

async function showAll(context: ReadContext, seen: Look, { asked, found }: Shown): Promise<ExitCode> {
  const { ports, config, globals, say } = context
  const nowIso = ports.clock.nowIso()
  const input = { config, look: seen, runs: [], rejections: [], appliedRevision: undefined, suspension: undefined, backups: ports.store.backups(), nowIso }
  const statuses: BackupStatus[] = []
  for (const one of asked) statuses.push(withDrill(await seenStatus(context, one, backupStatuses(input, one.spec.app)?.find(({ key }) => key === one.spec.key)), await lastDrill(context, one)))
  const left = found.left.map(leftLine)
  sayUntold(context, found)
  if (globals.output !== 'table') say.document({ backups: statuses, left })
  else say.answer(statuses.length + left.length === 0 ? 'Git wants no backups.' : backupStatusText(statuses, { paint: say.paint, nowIso, left }))
  return statuses.every(({ state }) => state !== 'failed' && state !== 'overdue') && statuses.every(({ drill }) => drill?.result !== 'failed') ? EXIT.done : EXIT.no
}

/** A storage that a backup of git goes to is told of there. */
function sayUntold({ say }: ReadContext, { failures }: LeftFound): void {
  for (const failed of failures) say.warn(`${say.errorPaint.yellow('warning:')} what git no longer wants cannot be looked for: ${failureLine(failed)}`)
}

function leftLine({ spec: { key }, place, whole }: LeftBackups): LeftLine {
  const [last] = whole
  return { key, storage: place.name, count: whole.length, ...(last && { last: { id: last.id, at: last.at, bytes: last.bytes } }) }
}

/** One that git does not want: it may lie in several storages. */
async function showLeft(context: ReadContext, unknown: Failure, found: LeftFound): Promise<ExitCode> {
  const { say, globals, second } = context
  sayUntold(context, found)
  const [first, ...more] = found.left
  if (!first) return say.refuse(refusedBy(unknown))
  if (globals.output === 'table') say.note(`Git does not want ${String(second)} any more: nothing is added, and nothing is let go of. To restore it, put the app back into the file, or say --to.`)
  for (const { place } of more) say.note(`There are more of it in the storage ${place.name}.`)
  return showOne(context, { place: ok(first.place), listed: ok({ whole: first.whole, leftovers: [] }) })
}

async function lastDrill(context: ReadContext, { place, listed }: Asked): Promise<DrillRecord | undefined> {
  if (!listed.ok || !place.ok) return undefined
  const regular = ownBackups(listed.value.whole, 'regular', { key: context.config.key, now: context.ports.clock.nowIso() })
  const found = await newestDrill(context, place.value, drillKeys(regular))
  return found.ok ? found.value : undefined
}

/** A failed one is told of with its cause, whatever else is well. */
function withDrill(status: BackupStatus, last: DrillRecord | undefined): BackupStatus {
  if (!last) return status
  const drill = { id: last.backup, at: last.at, result: last.result }
  const message = status.message ?? (last.result === 'failed' ? `backup ${last.backup} cannot be restored: ${last.message}` : undefined)
  return { ...status, drill, ...(message !== undefined && { message }) }
}

/** What the storage says now goes before what mistd has written down. Which one is good is judged as mistd judges it. */
async function seenStatus(context: ReadContext, { spec, place, listed }: Asked, known: BackupStatus | undefined): Promise<BackupStatus> {
  const { key, storage } = spec
  const moment = known?.next ?? nextBackup(spec, context.ports.clock.nowIso())
  const next = moment === undefined ? {} : { next: moment }
  if (!listed.ok) return { key, storage, state: 'failed', count: 0, ...next, message: failureLine(listed.error) }
  const query = { key: context.config.key, now: context.ports.clock.nowIso() }
  const regular = ownBackups(listed.value.whole, 'regular', query)
  const judged = place.ok ? await judgeNewest(context, { place: place.value, backups: regular }, { damaged: [] }) : undefined
  const [last] = soundIn(judged, regular)
  const trouble = damageIn(judged, last) ?? untoldIn(judged)
  return {
    key, storage, ...next,
    ...(trouble === undefined ? stateBy(known, last) : { state: 'failed', message: failureLine(trouble) }),
    count: soundIn(judged, ownBackups(listed.value.whole, 'signed', query)).length,
    ...(last && { last: { id: last.id, at: last.at, bytes: last.bytes } }),
  }
}

function stateBy(known: BackupStatus | undefined, last: BackupFound | undefined): Pick<BackupStatus, 'state' | 'message'> {
  return { state: known && known.state !== 'none' ? known.state : last ? 'good' : 'none', ...(known?.message !== undefined && { message: known.message }) }
}

async function showOne(context: ReadContext, { place, listed }: Pick<Asked, 'place' | 'listed'>): Promise<ExitCode> {
  const { ports, globals, say, second } = context
  if (!listed.ok) return say.refuse(refusedBy(listed.error))
  if (!place.ok) return say.refuse(refusedBy(place.error))
  const lines: BackupLine[] = []
  for (const found of listed.value.whole) {
    const drill = await newestDrill(context, place.value, drillKeys([found]))
    const line = lineOf(found, await readManifest(context, { place: place.value, folder: found.folder }))
    lines.push({ ...line, ...(drill.ok && drill.value && isProof(line, drill.value) && { drill: drill.value }) })
  }
  if (globals.output !== 'table') say.document({ key: second, backups: lines })
  else say.answer(lines.length === 0 ? 'There is no backup yet.' : backupListText(lines, { paint: say.paint, nowIso: ports.clock.nowIso() }))
  return lines.every(({ damage }) => damage === undefined) ? EXIT.done : EXIT.no
}

/** What nobody signed may be another one by now than the one that passed. */
function isProof({ origin }: BackupLine, { result }: DrillRecord): boolean {
  return origin === 'own' || result === 'failed'
}

function lineOf({ id, at, bytes }: BackupFound, read: Result<BackupRead>): BackupLine {
  return { id, at, bytes, ...(read.ok ? read.value : { damage: failureLine(read.error) }) }
}
