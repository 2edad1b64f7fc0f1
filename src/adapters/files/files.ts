/**
 * The folder of files that apps mount. Files are laid down whole by rename, under a name that follows from what they hold, and are never
 * edited. The folder is the owner's alone: a container reaches the one file that is mounted into it and nothing beside it.
 */
import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failure } from '../../model/failure.js'
import { bytesDigest } from '../../model/fingerprint.js'
import type { FileSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedFile } from '../../model/state.js'
import type { FilesPort } from '../../ports.js'

export interface FilesOptions {
  readonly directory: string
  /** What stands for the text of a secret, see model/instance-key.ts. */
  readonly markOf: (text: string) => string
}

export interface Files extends FilesPort {
  /** What this process laid down or found whole. */
  readonly laid: ReadonlySet<string>
}

const NAME = /^[fs]-[0-9a-f]{32}$/
const TEMP = /^\.[0-9a-f]{12}\.tmp$/

export function createFiles({ directory, markOf }: FilesOptions): Files {
  const laid = new Set<string>()
  /** A file is read again when its inode says that it changed. */
  const digests = new Map<string, { readonly stamp: string; readonly digest: string }>()

  async function observe(files: readonly FileSpec[], signal: AbortSignal): Promise<Result<readonly ObservedFile[]>> {
    const seen: ObservedFile[] = []
    try {
      for (const file of files) {
        if (signal.aborted) return err(failure('aborted', { subject: 'cannot look at the files of apps', cause: 'the work was called off' }))
        seen.push(await lookAt(file))
      }
      return ok(seen)
    } catch (error) {
      return err(unwritable('cannot look at the files of apps', error))
    }
  }

  async function lookAt(file: FileSpec): Promise<ObservedFile> {
    const info = await lstat(file.source).catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error as Error)))
    if (!info) return { source: file.source, state: 'missing' }
    const isWhole = hasShape(info, file) && (await digestAt(file, info)) === file.digest
    return { source: file.source, state: isWhole ? 'whole' : 'altered', changedAt: info.ctime.toISOString() }
  }

  async function digestAt({ source, origin }: FileSpec, info: Stats): Promise<string> {
    const stamp = `${origin.kind === 'secret' ? 's' : 'f'} ${String(info.ino)} ${String(info.size)} ${String(info.mtimeMs)} ${String(info.ctimeMs)}`
    const known = digests.get(source)
    if (known?.stamp === stamp) return known.digest
    const handle = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW)
    try {
      const bytes = await handle.readFile()
      const digest = origin.kind === 'secret' ? markOf(bytes.toString('utf8')) : bytesDigest(bytes)
      digests.set(source, { stamp, digest })
      return digest
    } finally {
      await handle.close()
    }
  }

  async function ensure(file: FileSpec, content: Uint8Array): Promise<Result<void>> {
    const subject = `cannot lay down ${file.target}`
    if (dirname(file.source) !== directory || !NAME.test(basename(file.source))) throw new Error(`no place for a file of an app: ${file.source}`)
    try {
      if ((await lookAt(file)).state !== 'whole') await lay(file, content)
      laid.add(file.source)
      return ok(undefined)
    } catch (error) {
      return err(unwritable(subject, error))
    }
  }

  async function lay(file: FileSpec, content: Uint8Array): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const temp = join(directory, `.${randomBytes(6).toString('hex')}.tmp`)
    try {
      await writeWhole(temp, file, content)
      // What a hand put there may be a folder, and nothing of ours is one.
      await rm(file.source, { recursive: true, force: true })
      await rename(temp, file.source)
      await syncFolder(directory)
    } catch (error) {
      await rm(temp, { force: true })
      throw error
    }
  }

  async function sweep(keep: ReadonlySet<string>): Promise<Result<void>> {
    try {
      const names = await readdir(directory).catch((error: unknown) => (hasCode(error, 'ENOENT') ? [] : Promise.reject(error as Error)))
      for (const name of names.filter((one) => NAME.test(one) || TEMP.test(one))) {
        const path = join(directory, name)
        if (keep.has(path)) continue
        laid.delete(path)
        digests.delete(path)
        await rm(path, { recursive: true, force: true })
      }
      return ok(undefined)
    } catch (error) {
      return err(unwritable('cannot take away files that no app mounts', error))
    }
  }

  return { laid, observe, ensure, sweep }
}

async function writeWhole(path: string, { mode, uid, gid }: FileSpec, content: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    if (uid !== undefined || gid !== undefined) await handle.chown(uid ?? process.geteuid?.() ?? 0, gid ?? process.getegid?.() ?? 0)
    // After the owner, and whatever the umask: a changed owner could take bits away.
    await handle.chmod(mode)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function hasShape(info: Stats, { mode, uid, gid }: FileSpec): boolean {
  return info.isFile() && (info.mode & 0o7777) === mode && info.uid === (uid ?? process.geteuid?.()) && (gid === undefined || info.gid === gid)
}

/** The name of a file is safe only once its folder is on disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function unwritable(subject: string, error: unknown): ReturnType<typeof failure> {
  const cause = error instanceof Error ? error.message : String(error)
  if (hasCode(error, 'ENOSPC')) return failure('disk-full', { subject, cause, help: 'Make room on the disk of the state directory.' })
  const help = hasCode(error, 'EPERM') ? 'Only root can give a file to another user: leave out uid and gid, or run mistd as root.' : 'Check that the folder "files" in the state directory can be written by the user that runs Mist.'
  return failure('file-unwritable', { subject, cause, help })
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
