/**
 * The directory that Mist keeps to itself: made with mode 0700, refused when somebody else could have written to it. Holds the key
 * of the instance, from which all generated secrets are derived, so that nothing else needs to be stored.
 */
import { hkdfSync, randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmodSync, closeSync, constants, fstatSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { finishInstall } from './install.js'
import { KEY_FILE } from './kept-files.js'
import { refuseNewerState } from './newer.js'

export interface StateDir {
  readonly path: string
  /** 32 random bytes, made once per instance. */
  instanceKey(): Buffer
  /** 64 hex digits: the same for the same purpose as long as the key lives. */
  derive(purpose: string): string
  /** A folder inside, mode 0700, made when absent. */
  subdir(name: string): string
}

const KEY_BYTES = 32

export function openStateDir(path: string): Result<StateDir> {
  const prepared = prepareStateDir(path)
  if (!prepared.ok) return prepared
  return guarded(path, () => {
    const newer = refuseNewerState(path)
    if (newer) return err(newer)
    const key = readKey(path) ?? makeKey(path)
    return key.ok ? ok(stateDir(path, key.value)) : key
  })
}

/** Made and trusted, without a key; a restore that was interrupted is ended first. */
export function prepareStateDir(path: string): Result<void> {
  if (!isAbsolute(path)) return err(unusable(path, 'it is not an absolute path', 'Set stateDir in the host settings to an absolute path.'))
  return guarded(path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const fault = faultOf(path)
    if (fault) return err(fault)
    finishInstall(path)
    return ok(undefined)
  })
}

function guarded<T>(path: string, work: () => Result<T>): Result<T> {
  try {
    return work()
  } catch (error) {
    return err(unusable(path, error instanceof Error ? error.message : 'it cannot be made', 'Check that the path can be written by the user that runs Mist.'))
  }
}

function stateDir(path: string, key: Buffer): StateDir {
  return {
    path,
    instanceKey: () => Buffer.from(key),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, 'mist', purpose, 32)).toString('hex'),
    subdir: (name) => {
      if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not the name of a folder in the state directory: ${name}`)
      const folder = join(path, name)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      return folder
    },
  }
}

/** Why the directory is not to be trusted; undefined when all is well. Tightens a mode that lets others only read. */
function faultOf(path: string): Failure | undefined {
  const info = lstatSync(path)
  if (info.isSymbolicLink()) return unusable(path, 'it is a symbolic link', 'Name the directory itself.')
  if (!info.isDirectory()) return unusable(path, 'it is not a directory', 'Move the file away, or set stateDir to another path.')
  if (!isOwn(info)) return unusable(path, `it belongs to user ${String(info.uid)}`, 'Run Mist as the owner, or set stateDir to another path.')
  if ((info.mode & 0o022) !== 0) return unusable(path, 'others can write to it', `Check what is in it, then run: chmod 700 ${path}`)
  const open = openParent(dirname(path))
  if (open !== undefined) return unusable(path, `everybody can rename things in ${open}`, `Run: chmod o-w ${open}`)
  if ((info.mode & 0o077) !== 0) chmodSync(path, 0o700)
  return undefined
}

/** Who may rename in a parent may put another directory in this place. A sticky directory such as /tmp forbids that. */
function openParent(folder: string): string | undefined {
  const info = statSync(folder)
  if ((info.mode & 0o1002) === 0o002) return folder
  return folder === dirname(folder) ? undefined : openParent(dirname(folder))
}

/** Undefined when there is none yet. */
function readKey(path: string): Result<Buffer> | undefined {
  const file = join(path, KEY_FILE)
  const descriptor = openIfThere(file)
  if (descriptor === undefined) return undefined
  try {
    const info = fstatSync(descriptor)
    if (!info.isFile() || !isOwn(info) || (info.mode & 0o077) !== 0) return err(unusable(path, `${KEY_FILE} can be read by others, or is not ours`, `Check who has read it, then run: chmod 600 ${file}`))
    const key = readFileSync(descriptor)
    return key.length === KEY_BYTES ? ok(key) : err(unusable(path, `${KEY_FILE} is damaged`, `Restore ${file} from a backup. Without it all generated passwords change.`))
  } finally {
    closeSync(descriptor)
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Two processes may start at once: the key is whole before it gets its name, and the first to give the name wins. */
function makeKey(path: string): Result<Buffer> {
  const temp = join(path, `.${KEY_FILE}.${randomBytes(6).toString('hex')}`)
  const descriptor = openSync(temp, 'wx', 0o600)
  try {
    writeSync(descriptor, randomBytes(KEY_BYTES))
    fsyncSync(descriptor)
    linkSync(temp, join(path, KEY_FILE))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    closeSync(descriptor)
    rmSync(temp, { force: true })
  }
  return readKey(path) ?? err(unusable(path, `${KEY_FILE} vanished`, 'Start again.'))
}

function isOwn(info: Pick<Stats, 'uid'>): boolean {
  return info.uid === process.geteuid?.()
}

function unusable(path: string, cause: string, help: string): Failure {
  return failure('store-unusable', { subject: `cannot use state directory ${path}`, cause, help })
}
