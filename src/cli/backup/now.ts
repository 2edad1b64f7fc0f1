/** `mistctl backup now`: one backup, made in this process, and what retention then lets go of. */
import { clearAway } from '../../engine/backup/clear-away.js'
import { findSpec } from '../../engine/backup/find-spec.js'
import { makeBackup } from '../../engine/backup/make.js'
import { placeOf } from '../../engine/backup/place-of.js'
import { holdByLease } from '../../engine/backup/stand-still.js'
import { LEASE_WAIT_MS } from '../../engine/loop/lease.js'
import { look } from '../../engine/look.js'
import { takeOver } from '../../engine/restore/take-over.js'
import type { BackupSpec, StorageSpec } from '../../model/backup.js'
import { failureLine } from '../../model/failure.js'
import { backupMadeText } from '../../render/backup-text.js'
import type { WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { createProgressSink } from '../progress-sink.js'
import { refusedBy, usage } from '../refusal.js'

export async function backUpNow(context: WriteContext): Promise<ExitCode> {
  const { ports, config, second, say, signal, globals } = context
  if (second === undefined) return say.refuse(usage('no backup is named', 'List them with: mistctl backup ls'))
  const seen = await look(ports, config, { fetch: 'local', freshness: 'cached', fallback: 'last-good' }, signal)
  const spec = findSpec(seen, second)
  if (!spec.ok) return say.refuse(refusedBy(spec.error))
  const place = placeOf(seen.desired, spec.value)
  if (!place.ok) return say.refuse(refusedBy(place.error))
  const lease = await ports.backupLease.acquire(`back up ${second}`, globals.timeoutMs ?? LEASE_WAIT_MS, signal)
  if (!lease.ok) return say.refuse(refusedBy(lease.error))
  try {
    return await underLease(context, spec.value, place.value)
  } finally {
    lease.value.release()
  }
}

async function underLease(context: WriteContext, spec: BackupSpec, place: StorageSpec): Promise<ExitCode> {
  const { ports, config, globals, say, signal } = context
  // What a killed one left; that it cannot be taken away now is no reason to make no backup.
  await takeOver(ports, signal)
  const progress = createProgressSink(context)
  context.onEvent((event) => { if (event.type === 'backup-started') progress.show(event) })
  const made = await makeBackup({ ports, config, signal }, { spec, place, reason: 'person', hold: holdByLease(ports, globals.timeoutMs ?? LEASE_WAIT_MS) })
  progress.end()
  if (!made.ok) return say.refuse(refusedBy(made.error))
  const cleared = await clearAway({ ports, config, signal }, { spec, place })
  const removed = cleared.ok ? cleared.value.removed.map(({ id }) => id) : []
  if (globals.output !== 'table') say.document({ backup: made.value, removed })
  else say.answer([backupMadeText(made.value, place.name), ...(removed.length > 0 ? [`Removed ${removed.join(', ')}: no longer to be kept.`] : [])].join('\n'))
  if (!cleared.ok) say.warn(`${say.errorPaint.yellow('warning:')} old backups could not be removed: ${failureLine(cleared.error)}`)
  return EXIT.done
}
