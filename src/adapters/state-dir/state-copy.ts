/** StateCopyPort: what has to be true before a state is copied or restored, and what went wrong, in words. */
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { Lease, SealPort, StateCopyPort } from '../../ports.js'
import { commitStage, finishInstall, openStage } from './install.js'
import { joinDataRecord } from './join-data-record.js'
import { DATA_RECORD, KEY_FILE, keptIn } from './kept-files.js'
import { BadCopy, NewerCopy, unpackState } from './load-state.js'
import { newerNote } from './newer.js'
import type { SaveWork } from './save-state.js'
import { saveState } from './save-state.js'
import { prepareStateDir } from './state-dir.js'

export interface StateCopyOptions extends Omit<SaveWork, 'seal'> {
  /** With the identities of the host, or with those of a file. */
  readonly sealWith: (identityFile: string | undefined) => SealPort
  /** Those for whom this host can open; the failure is in words. */
  readonly ownRecipients: () => Promise<Result<readonly string[], { readonly cause: string; readonly help: string }>>
  readonly isRecipient: (text: string) => Promise<boolean>
  /** Whether a newer Mist wrote the database in a folder. */
  readonly newerDatabase: (folder: string) => ReturnType<typeof newerNote>
  /** All that a Mist at work holds. */
  readonly lockAll: () => Promise<Result<Lease>>
}

export function createStateCopies(options: StateCopyOptions): StateCopyPort {
  return {
    save: (target, recipients, signal) => worded(`cannot copy the state of Mist to ${target}`, signal, () => save(options, { target, recipients }, signal)),
    restore: (source, how, signal) => worded(`cannot restore the state of Mist from ${source}`, signal, () => restore(options, { source, ...how }, signal)),
  }
}

async function save(options: StateCopyOptions, { target, recipients: named }: { readonly target: string; readonly recipients: readonly string[] }, signal: AbortSignal): ReturnType<StateCopyPort['save']> {
  const subject = `cannot copy the state of Mist to ${target}`
  if (existsSync(target)) return err(refused(subject, 'there is a file of that name already', 'Name another one. Nothing is written over.'))
  if (!keptIn(options.stateDir).includes(KEY_FILE)) return err(refused(subject, `${options.stateDir} holds no state`, 'Run this where mistd runs, as its user.'))
  for (const one of named) if (!(await options.isRecipient(one))) return err(refused(subject, `${one.slice(0, 24)} is no recipient that age knows`, '`mistctl secret keygen` makes one.'))
  const own = named.length > 0 ? ok(named) : await options.ownRecipients()
  if (!own.ok) return err(refused(subject, `nobody is named to encrypt it for, and ${own.error.cause}`, `Name one with --recipient, or ${inSentence(own.error.help)}`))
  const copy = await saveState({ ...options, seal: options.sealWith(undefined) }, { path: target, recipients: own.value }, signal)
  return ok({ ...copy, recipients: own.value })
}

/** A help is a sentence of its own; here it goes on another one. */
function inSentence(help: string): string {
  return `${help.charAt(0).toLowerCase()}${help.slice(1)}`
}

interface Wanted {
  readonly source: string
  readonly identityFile?: string
  readonly confirmed?: string
}

async function restore(options: StateCopyOptions, wanted: Wanted, signal: AbortSignal): ReturnType<StateCopyPort['restore']> {
  const prepared = prepareStateDir(options.stateDir)
  if (!prepared.ok) return prepared
  const held = await options.lockAll()
  if (!held.ok) return err(held.error.code === 'lease-held' ? { ...held.error, subject: `cannot restore the state of Mist from ${wanted.source}`, help: 'Stop mistd first, for example with systemctl stop mistd, and let every other mistctl end. Nothing was changed.' } : held.error)
  const stage = openStage(options.stateDir)
  try {
    return await install(options, { ...wanted, stage }, signal)
  } finally {
    rmSync(stage.path, { recursive: true, force: true })
    held.value.release()
  }
}

async function install({ stateDir, instance, sealWith, newerDatabase }: StateCopyOptions, { source, identityFile, confirmed, stage }: Wanted & { readonly stage: ReturnType<typeof openStage> }, signal: AbortSignal): ReturnType<StateCopyPort['restore']> {
  const subject = `cannot restore the state of Mist from ${source}`
  const { formatVersion: _, ...copy } = await unpackState(source, stage.files, { seal: sealWith(identityFile), signal })
  if (copy.instance !== instance) return err(refused(subject, `it is of the instance ${copy.instance}, and this host's is ${instance}`, `Set instance: ${copy.instance} in mistd.yaml, as it was.`))
  const newer = newerNote(stage.files) ?? newerDatabase(stage.files)
  if (newer) return err(newerCopy(subject, `${newer.name} in it: ${newer.cause}`))
  const isThere = keptIn(stateDir).includes(KEY_FILE)
  if (isThere && confirmed !== instance) return err(refused(subject, `${stateDir} holds a state already`, `To put the copy in its place add --confirm ${instance}. What is there is set aside in the same directory.`))
  const aside = `before-restore-${randomBytes(4).toString('hex')}`
  signal.throwIfAborted()
  const files = new Set(copy.files.map(({ path }) => path))
  const record = joinDataRecord(stateDir, stage.files)
  if (record.isThere) files.add(DATA_RECORD)
  commitStage(stateDir, stage.path, { files: [...files], aside })
  finishInstall(stateDir)
  const unread = record.letGo === undefined ? {} : { unread: { file: join(stateDir, aside, DATA_RECORD), cause: record.letGo } }
  return ok({ ...copy, ...(isThere && { setAside: join(stateDir, aside) }), ...unread })
}

async function worded<T>(subject: string, signal: AbortSignal, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) return err(failure('aborted', { subject, cause: 'the work was called off' }))
    if (error instanceof StreamFault) return err({ ...error.failure, subject })
    if (error instanceof NewerCopy) return err(newerCopy(subject, error.message))
    if (error instanceof BadCopy) return err(failure('backup-damaged', { subject, cause: error.message, help: 'Take another copy. Nothing was changed.' }))
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return err(failure(CODES[error.code] ?? 'store-unusable', { subject, cause: error.message, help: 'Check the path, its owner and the disk.' }))
    throw error
  }
}

const CODES: Readonly<Partial<Record<string, FailureCode>>> = { ENOSPC: 'disk-full', EDQUOT: 'disk-full', ENOENT: 'settings-invalid', EISDIR: 'settings-invalid', EEXIST: 'settings-invalid' }

function newerCopy(subject: string, cause: string): Failure {
  return failure('store-newer', { subject, cause, help: 'Restore it with the Mist that made it, or a newer one: mistctl version shows which this is. Nothing was changed.' })
}

function refused(subject: string, cause: string, help: string): Failure {
  return failure('settings-invalid', { subject, cause, help })
}
