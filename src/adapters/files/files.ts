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
import type { FileSpec } from '../../model/file.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedFile } from '../../model/state.js'
import { wordOf } from '../../model/word-of.js'
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
  const look = createLook(markOf)
  return {
    laid,
    observe: (files, signal) => guarded('cannot look at the files of apps', async () => {
      const seen: ObservedFile[] = []
      for (const file of files) {
        if (signal.aborted) throw Object.assign(new Error('the work was called off'), { code: 'ABORT' })
        seen.push(await look(file))
      }
      return seen
    }),
    ensure: (file, content) => {
      if (dirname(file.source) !== directory || !NAME.test(basename(file.source))) throw new Error(`no place for a file of an app: ${file.source}`)
      return guarded(`cannot lay down ${file.target}`, async () => {
        if ((await look(file)).state !== 'whole') await lay(file, content)
        laid.add(file.source)
      })
    },
    sweep: (keep) => guarded('cannot take away files that no app mounts', async () => {
      for (const path of await spentIn(directory, keep)) {
        laid.delete(path)
        await rm(path, { recursive: true, force: true })
      }
    }),
  }
}

type Look = (file: FileSpec) => Promise<ObservedFile>

/** A file is read again when its inode says that it changed. */
function createLook(markOf: FilesOptions['markOf']): Look {
  const digests = new Map<string, { readonly stamp: string; readonly digest: string }>()
  const digestAt = async ({ source, origin }: FileSpec, info: Stats): Promise<string> => {
    const stamp = [origin.kind, info.ino, info.size, info.mtimeMs, info.ctimeMs].join(' ')
    const known = digests.get(source)
    if (known?.stamp === stamp) return known.digest
    const bytes = await readPlain(source)
    const digest = origin.kind === 'secret' ? markOf(bytes.toString('utf8')) : bytesDigest(bytes)
    digests.set(source, { stamp, digest })
    return digest
  }
  return async (file) => {
    const { source } = file
    const info = await lstat(source).catch((error: unknown) => (hasCode(error, 'ENOENT') ? undefined : Promise.reject(error as Error)))
    if (!info) {
      digests.delete(source)
      return { source, state: 'missing' }
    }
    const isWhole = hasShape(info, file) && (await digestAt(file, info)) === file.digest
    return { source, state: isWhole ? 'whole' : 'altered', changedAt: info.ctime.toISOString() }
  }
}

async function readPlain(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function lay(file: FileSpec, content: Uint8Array): Promise<void> {
  const directory = dirname(file.source)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const temp = join(directory, `.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeWhole(temp, file, content)
    // What a hand put there may be a folder, over which nothing is renamed.
    if ((await lstat(file.source).catch(() => undefined))?.isDirectory()) await rm(file.source, { recursive: true, force: true })
    await rename(temp, file.source)
    await syncFolder(directory)
  } catch (error) {
    await rm(temp, { force: true })
    throw error
  }
}

async function spentIn(directory: string, keep: ReadonlySet<string>): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: unknown) => (hasCode(error, 'ENOENT') ? [] : Promise.reject(error as Error)))
  return names.filter((name) => NAME.test(name) || TEMP.test(name)).map((name) => join(directory, name)).filter((path) => !keep.has(path))
}

async function guarded<T>(subject: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    return err(unwritable(subject, error))
  }
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
  const cause = wordOf(error)
  if (hasCode(error, 'ABORT')) return failure('aborted', { subject, cause })
  if (hasCode(error, 'ENOSPC')) return failure('disk-full', { subject, cause, help: 'Make room on the disk of the state directory.' })
  const help = hasCode(error, 'EPERM') ? 'Only root can give a file to another user: leave out uid and gid, or run mistd as root.' : 'Check that the folder "files" in the state directory can be written by the user that runs Mist.'
  return failure('file-unwritable', { subject, cause, help })
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
