/** `mistctl backup restore`: a backup becomes data again. Where that replaces something, a person has to say so by its name. */
import { makeBackup } from '../../engine/backup/make.js'
import { placeOf } from '../../engine/backup/place-of.js'
import { holdByLease } from '../../engine/backup/stand-still.js'
import type { Look } from '../../engine/look.js'
import { LEASE_WAIT_MS } from '../../engine/loop/lease.js'
import { look } from '../../engine/look.js'
import type { ChosenBackup, RestoreTarget } from '../../engine/restore/choose.js'
import { chooseBackup, chooseTarget } from '../../engine/restore/choose.js'
import type { RestoreEnd, RestoreStage } from '../../engine/restore/to-generation.js'
import { restoreToGeneration } from '../../engine/restore/to-generation.js'
import type { StorageSpec } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { restoreText, restoredText } from '../../render/restore-text.js'
import type { WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import type { Refusal } from '../refusal.js'
import { refusedBy, usage } from '../refusal.js'
import { wishOf } from './wish.js'

export async function restoreBackup(context: WriteContext): Promise<ExitCode> {
  const { ports, config, options, second: key, say, signal } = context
  if (key === undefined) return say.refuse(usage('no backup is named', 'List them with: mistctl backup ls'))
  const to = targetOf(options['to'])
  if (!to.ok) return say.refuse(to.error)
  const seen = await look(ports, config, { fetch: 'local', freshness: 'live', fallback: 'last-good' }, signal)
  const work = { ports, config, seen, signal }
  const backup = await chooseBackup(work, wishOf(context, key))
  if (!backup.ok) return say.refuse(refusedBy(backup.error))
  const target = await chooseTarget(work, backup.value.spec, to.value)
  if (!target.ok) return say.refuse(refusedBy(target.error))
  const safety = safetyPlace(context, seen, target.value)
  if (!safety.ok) return say.refuse(safety.error)
  return askAndRestore(context, { backup: backup.value, target: target.value, ...(safety.value && { safety: safety.value }) })
}

interface Wish {
  readonly backup: ChosenBackup
  readonly target: RestoreTarget
  readonly safety?: StorageSpec
}

/** The part behind the colon names a volume; it is the same as in the backup, and may be written or not. */
const TARGET = /^([a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*)(:[a-z0-9][a-z0-9-]*)?$/

function targetOf(typed: unknown): Result<AppKey | undefined, Refusal> {
  if (typeof typed !== 'string') return ok(undefined)
  const app = TARGET.exec(typed)?.[1]
  return app === undefined ? err(usage(`"${typed}" names no app`, 'Write project/app, for example shop/db-copy.')) : ok(app as AppKey)
}

/** To go without a copy is for data of which none can be made. */
function safetyPlace({ options }: WriteContext, { desired, observed }: Look, { app, spec, live, isInGit }: RestoreTarget): Result<StorageSpec | undefined, Refusal> {
  // Without containers nothing can be read: what git does not have is kept as the volume that it is.
  if (!live || !isInGit) return ok(undefined)
  if (options['withoutSafetyBackup'] !== true) {
    const place = placeOf(desired, spec)
    return place.ok ? place : err(refusedBy(place.error))
  }
  const isWell = spec.source.kind === 'volume' || observed?.containers.some((one) => one.app === app.key && one.state === 'running' && (one.health === 'healthy' || one.health === 'none'))
  if (!isWell) return ok(undefined)
  return err(refusedBy(failure('restore-refused', { subject: `cannot restore to ${app.key} without a safety backup`, cause: 'what stands there is well, so a copy of it can be made', help: 'Leave --without-safety-backup out.' })))
}

async function askAndRestore(context: WriteContext, wish: Wish): Promise<ExitCode> {
  const { ports, config, globals, say, signal } = context
  const name = nameOf(wish.target)
  if (globals.output === 'table') say.note(planText(context, wish))
  const agreed = await agreement(context, wish)
  if (agreed !== 'given') return agreed === 'missing' ? sayHow(context, name) : agreed === 'declined' ? declined(context) : say.refuse(agreed)
  const { backup, target, safety: place } = wish
  // Nothing goes over to it where git has no such app: it is only noted.
  const onStage = (stage: RestoreStage): void => { if (globals.output === 'table' && (stage !== 'switch' || target.isInGit)) say.note(STAGES[stage]) }
  const waitMs = globals.timeoutMs ?? LEASE_WAIT_MS
  const safety = place && (() => makeBackup({ ports, config, signal }, { spec: target.spec, place, reason: 'before-restore', hold: holdByLease(ports, waitMs) }))
  const end = await restoreToGeneration({ ports, config, signal, onStage }, { backup, target, ...(safety && { safety }), waitMs })
  if (!end.ok) return say.refuse(refusedBy(end.error))
  return tell(context, wish, end.value)
}

const STAGES: Readonly<Record<RestoreStage, string>> = {
  'safety-backup': 'Making a backup of what stands now …',
  restore: 'Restoring into a new volume …',
  switch: 'Going over to the new volume …',
}

function planText({ ports }: WriteContext, { backup, target, safety }: Wish): string {
  const { live, volume } = target
  const { manifest, origin, passedOver, place } = backup
  const of = { manifest, origin, storage: place.recipients ? 'encrypts' as const : 'plain' as const, ...(passedOver !== undefined && { passedOver }) }
  return restoreText({ ...of, to: nameOf(target), volume: volume.name, ...(live && { usedBy: live.usedBy }), ...(safety && { safety: safety.name }), nowIso: ports.clock.nowIso() })
}

function nameOf({ spec }: RestoreTarget): string {
  return spec.key
}

type Agreement = 'given' | 'missing' | 'declined' | Refusal

/** Nothing is asked where nothing is replaced. */
async function agreement({ options, globals, io, signal }: WriteContext, { target }: Wish): Promise<Agreement> {
  if (!target.live) return 'given'
  const name = nameOf(target)
  const typed = options['confirm']
  if (typeof typed === 'string') return typed === name ? 'given' : usage(`--confirm=${typed} is not what is restored`, `It is ${name}.`)
  if (globals.input !== 'allowed' || !io.stdin.isTTY || !io.stderr.isTTY) return 'missing'
  const answer = await io.stdin.ask(`Type ${name} to go on: `, signal)
  return answer?.trim() === name ? 'given' : 'declined'
}

function sayHow({ say }: WriteContext, name: string): ExitCode {
  say.warn(`Nothing was changed. To do this, say it again with --confirm=${name}`)
  return EXIT.no
}

function declined({ say }: WriteContext): ExitCode {
  say.note('Nothing was changed.')
  return EXIT.no
}

function tell({ ports, globals, say, io }: WriteContext, { backup, target }: Wish, { volume, before, safety, message }: RestoreEnd): ExitCode {
  const { key: from, app } = target.spec
  ports.store.recordEvent({ type: 'backup-restored', app, backup: from, id: backup.manifest.id, volume, by: io.user }, { run: 0, time: ports.clock.nowIso() })
  if (globals.output === 'table') say.answer(restoredText({ to: from, volume, message, isInGit: target.isInGit, ...(before !== undefined && { before }), ...(safety && { safetyId: safety.id }) }))
  else say.document({ restored: { to: from, backup: backup.manifest.id, of: backup.spec.key, volume, message, ...(before !== undefined && { before }), ...(safety && { safetyBackup: safety.id }) } })
  return EXIT.done
}
