/**
 * The watched directory: reads, replaces and removes files in it, each change whole or not at all. The temp file lies beside the
 * directory, since one inside would use up Traefik's throttle; where that is impossible it is a dot-file that Traefik does not load.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface RouteFiles {
  /** Names of the files that Traefik would load, sorted. An absent directory has none. */
  list(): Promise<readonly string[]>
  /** Undefined when it does not exist; empty when it is a link or too large, which no file of ours is. */
  read(name: string): Promise<string | undefined>
  /** Throws what the file system throws. */
  write(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
}

const FILE_LIMIT_BYTES = 256 * 1024
const LEFTOVER_AGE_MS = 10 * 60_000

export function createRouteFiles(directory: string): RouteFiles {
  const beside = join(dirname(directory), `.mist-tmp-${basename(directory)}`)

  async function list(): Promise<readonly string[]> {
    const names = await readdir(directory).catch((error: unknown) => (isMissing(error) ? [] : Promise.reject(error as Error)))
    return names.filter((name) => /\.(yml|yaml|toml)$/.test(name)).sort()
  }

  async function write(name: string, text: string): Promise<void> {
    // As with the files: a directory that Mist makes can be read by Traefik, whatever the umask.
    if ((await mkdir(directory, { recursive: true, mode: 0o755 })) !== undefined) await chmod(directory, 0o755)
    const temp = `${name}.${randomBytes(6).toString('hex')}.tmp`
    try {
      await mkdir(beside, { recursive: true, mode: 0o700 })
      // In a directory that others may write to, somebody could have been first and would hold our files before they are moved.
      if (!(await isOwnFolder(beside))) throw Object.assign(new Error(`${beside} belongs to somebody else`), { code: 'EPERM' })
      await removeLeftovers(beside)
      await moveInto(join(beside, temp), { name, text })
    } catch (error) {
      // Another file system (the directory is a mount of its own), or a parent that is not ours to write to.
      if (!hasCode(error, ['EXDEV', 'EACCES', 'EPERM', 'EROFS'])) throw error
      await moveInto(join(directory, `.${temp}`), { name, text })
    }
  }

  async function moveInto(temp: string, file: { readonly name: string; readonly text: string }): Promise<void> {
    try {
      const handle = await open(temp, 'wx', 0o644)
      try {
        // Said, whatever umask the service runs with: Traefik reads as another user, and nobody else may write.
        await handle.chmod(0o644)
        await handle.writeFile(file.text)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temp, join(directory, file.name))
      await syncDirectory(directory)
    } catch (error) {
      await rm(temp, { force: true })
      throw error
    }
  }

  async function remove(name: string): Promise<void> {
    await rm(join(directory, name), { force: true })
    await syncDirectory(directory).catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error as Error)))
  }

  return { list, read: (name) => new Promise((resolve) => { resolve(readPlain(join(directory, name))) }), write, remove }
}

/** All of them are read at every look. Small files out of the page cache: to hand each of their calls to another thread takes ten times as long as to make them. */
function readPlain(path: string): string | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const info = fstatSync(descriptor)
      return info.isFile() && info.size <= FILE_LIMIT_BYTES ? readFileSync(descriptor, 'utf8') : ''
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    if (hasCode(error, ['ELOOP'])) return ''
    throw error
  }
}

/** The name of a file is safe only once its directory is on disk too. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function isOwnFolder(path: string): Promise<boolean> {
  const info = await lstat(path)
  return info.isDirectory() && info.uid === process.geteuid?.() && (info.mode & 0o022) === 0
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const age = await stat(path).then((info) => Date.now() - info.mtimeMs, () => 0)
    if (age > LEFTOVER_AGE_MS) await rm(path, { force: true })
  }
}

function isMissing(error: unknown): boolean {
  return hasCode(error, ['ENOENT', 'ENOTDIR'])
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
