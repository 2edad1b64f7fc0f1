/** `mistctl backup verify`: a drill, now, by a person's hand. It changes nothing that serves. */
import { LEASE_WAIT_MS } from '../../engine/loop/lease.js'
import { look } from '../../engine/look.js'
import { chooseTarget, nameBackup } from '../../engine/restore/choose.js'
import type { DrillEnd } from '../../engine/restore/drill.js'
import { drill } from '../../engine/restore/drill.js'
import { failureLine } from '../../model/failure.js'
import { durationText } from '../../render/time-text.js'
import type { WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { refusedBy, usage } from '../refusal.js'
import { wishOf } from './wish.js'

export async function verifyBackup(context: WriteContext): Promise<ExitCode> {
  const { ports, globals, second: key, say, signal } = context
  if (key === undefined) return say.refuse(usage('no backup is named', 'List them with: mistctl backup ls'))
  const lease = await ports.backupLease.acquire('verify', globals.timeoutMs ?? LEASE_WAIT_MS, signal)
  if (!lease.ok) return say.refuse(refusedBy(lease.error))
  try {
    return await underLease(context, key)
  } finally {
    lease.value.release()
  }
}

async function underLease(context: WriteContext, key: string): Promise<ExitCode> {
  const { ports, config, globals, say, signal } = context
  const seen = await look(ports, config, { fetch: 'local', freshness: 'live', fallback: 'last-good' }, signal)
  const wish = wishOf(context, key)
  const chosen = await nameBackup({ ports, config, seen, signal }, wish)
  if (!chosen.ok) return say.refuse(refusedBy(chosen.error))
  const { spec, place, id: named } = chosen.value
  const target = await chooseTarget({ ports, config, seen, signal }, spec, undefined)
  if (!target.ok) return say.refuse(refusedBy(target.error))
  if (globals.output === 'table') say.note(`Restoring backup ${named} of ${key} into a container of its own …`)
  return tell(context, key, await drill({ ports, config, signal }, { spec: target.value.spec, app: target.value.app, place, id: named, ...(wish.unsigned && { unsigned: wish.unsigned }) }))
}

function tell({ globals, say }: WriteContext, key: string, end: DrillEnd): ExitCode {
  if (end.kind === 'undecided') return say.refuse(refusedBy(end.failure))
  if (end.unrecorded) say.warn(`${say.errorPaint.yellow('warning:')} this result does not lie beside the backup: ${failureLine(end.unrecorded)}`)
  const { record } = end
  if (globals.output !== 'table') say.document({ drill: { key, ...record } })
  else if (record.result === 'passed') say.answer(`Backup ${record.backup} of ${key} can be restored: ${record.message} (${durationText(record.durationMs)}).`)
  else say.warn(`${say.errorPaint.red('error:')} backup ${record.backup} of ${key} cannot be restored: ${record.message}`)
  return record.result === 'passed' ? EXIT.done : EXIT.no
}
