/**
 * One backup, brought back and looked at: every checksum, a server that is healthy with it, and the check of its template. What it is
 * brought back into is a stand-in, on volumes of its own or on a new one that is to be kept. Nothing that serves is touched.
 */
import type { BackupManifest, BackupSpec, DatabaseSource, DumpRecipe, InsideCommand, StorageSpec } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { StandInApp } from '../../model/step.js'
import type { ScratchPurpose } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { checkRoomFor } from '../apply/room.js'
import { compareVersions } from '../../model/version.js'
import { commandFailure } from './command-failure.js'
import type { Pouring } from './pour.js'
import { pourCommands, pourFiles, pourLaid } from './pour.js'
import type { Scratch, ScratchWork } from './scratch.js'
import { startScratch, withScratch } from './scratch.js'
import { HOLD_PATH } from './scratch-spec.js'

export interface RestoreQuery {
  readonly app: StandInApp
  readonly source: BackupSpec['source']
  readonly place: StorageSpec
  /** Where the backup lies, without a slash at the end. */
  readonly folder: string
  readonly manifest: BackupManifest
  readonly purpose: ScratchPurpose
  /** An empty volume that is to be filled and kept, and the first name of the one that it stands for. */
  readonly on?: { readonly volume: string; readonly base: string }
  /** A closer look at the server that has taken it, before it counts as restored. */
  readonly look?: (container: string) => Promise<Result<void>>
}

/** What was seen, in words that can stand behind "restored: ". */
export interface Restored {
  readonly message: string
}

export async function restoreInto(work: ScratchWork, query: RestoreQuery): Promise<Result<Restored>> {
  const { app, source, manifest, purpose, on } = query
  const misfit = judgeFit(source, manifest)
  if (misfit) return err(misfit)
  const room = await checkRoomFor(work.ports.runtime, { subject: `cannot restore backup ${manifest.id}`, bytes: needOf(manifest) }, work.signal)
  if (!room.ok) return room
  const as = source.kind === 'database' ? { kind: 'server' as const } : { kind: 'holder' as const, source: source.volume }
  return withScratch(work, { app, purpose, as, ...(on && { on }) }, (scratch) => fill(work, query, scratch))
}

/** The volume lies on the disk of those that serve, and a server needs as much again for its logs and indexes while it takes a dump. */
function needOf({ source, parts }: BackupManifest): number {
  return parts.reduce((sum, { plainBytes }) => sum + plainBytes, 0) * (source.kind === 'database' ? 2 : 1)
}

/** Of another software, or of a newer version than the one that is to take it. */
function judgeFit(source: BackupSpec['source'], { source: from }: BackupManifest): Failure | undefined {
  const refuse = (cause: string): Failure => failure('restore-refused', { subject: 'cannot restore the backup', cause })
  if (source.kind !== from.kind) return refuse(`it is one of a ${from.kind}, and what is to take it is a ${source.kind}`)
  if (source.kind !== 'database' || from.kind !== 'database') return undefined
  if (source.software !== from.software) return refuse(`it was made by ${from.software}, and ${source.software} cannot read it`)
  return compareVersions(source.line, from.line) < 0 ? refuse(`it was made by ${from.software} ${from.line}, and the older ${source.line} may not be able to read it`) : undefined
}

function fill(work: ScratchWork, query: RestoreQuery, scratch: Scratch): Promise<Result<Restored>> {
  const { manifest, place, folder, source } = query
  const pouring: Pouring = { ports: work.ports, place, folder, encrypted: manifest.encrypted, manifest, container: scratch.container.name, signal: work.signal }
  return source.kind === 'database' ? fillServer(work, { pouring, scratch, source }, query) : fillFiles(pouring)
}

async function fillFiles(pouring: Pouring): Promise<Result<Restored>> {
  const poured = await pourFiles(pouring, HOLD_PATH)
  return poured.ok ? ok({ message: `${partsText(pouring.manifest)}; every checksum is right` }) : poured
}

interface Filling {
  readonly pouring: Pouring
  readonly scratch: Scratch
  readonly source: DatabaseSource
}

async function fillServer(work: ScratchWork, { pouring, scratch, source }: Filling, { on, look }: RestoreQuery): Promise<Result<Restored>> {
  const recipe = disguised(source.recipe(), scratch.disguise)
  const laid = await pourLaid(pouring, recipe, source.path)
  if (!laid.ok) return laid
  const started = await startScratch(work, scratch)
  if (!started.ok) return started
  const poured = await pourCommands(pouring, recipe)
  if (!poured.ok) return poured
  const checked = await check(pouring, recipe.check)
  if (!checked.ok) return checked
  const looked = await look?.(scratch.container.name)
  if (looked?.ok === false) return looked
  const stopped = on ? await work.ports.runtime.stopContainer(scratch.container.name, scratch.container.stopGraceMs, work.signal) : ok(undefined)
  return stopped.ok ? ok({ message: `${partsText(pouring.manifest)}; every checksum is right, ${source.software} ${source.line} is healthy with it and its check passed` }) : stopped
}

async function check({ ports: { inside }, container, signal }: Pouring, command: InsideCommand): Promise<Result<void>> {
  const ended = await inside.run({ container, command }, signal)
  if (!ended.ok) return ended
  return ended.value.exitCode === 0 ? ok(undefined) : err(commandFailure('cannot say that the restored server is well', command, ended.value))
}

/** The passwords of the stand-in in place of those of the app. */
function disguised({ parts, check: checks }: DumpRecipe, disguise: (text: string) => string): DumpRecipe {
  const hidden = <T extends Omit<InsideCommand, 'words'>>(command: T): T => ({
    ...command,
    ...(command.env && { env: Object.fromEntries(Object.entries(command.env).map(([name, value]) => [name, disguise(value)])) }),
    ...(command.stdin !== undefined && { stdin: disguise(command.stdin) }),
  })
  return {
    parts: parts.map((part) => (part.kind === 'one' ? { ...part, restore: hidden(part.restore) } : part.kind === 'each' ? { ...part, restore: hidden(part.restore) } : part)),
    check: hidden(checks),
  }
}

function partsText({ parts }: BackupManifest): string {
  return parts.length === 1 ? '1 part' : `${String(parts.length)} parts`
}
