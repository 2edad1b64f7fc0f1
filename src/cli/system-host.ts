/** The machine behind `Host`. Every question has an answer: what cannot be found out is absent, never an exception. */
import { access, constants, lstat, mkdir, readdir, stat, statfs, writeFile, open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { withDeadline } from '../signals.js'
import type { FileRead, Host, PathFacts } from './host.js'

export const systemHost: Host = {
  readFile, listFiles, createFile, facts, freeBytes, findProgram, canListen, ranges, httpStatus,
}

async function readFile(path: string, maxBytes: number): Promise<FileRead> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > maxBytes) return { kind: 'failed', cause: `it is larger than ${String(Math.floor(maxBytes / 1024))} KiB` }
      return { kind: 'text', text: await file.readFile('utf8') }
    } finally {
      await file.close()
    }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'failed', cause: WORDS[codeOf(error)] ?? codeOf(error) }
  }
}

const WORDS: Readonly<Record<string, string>> = { EACCES: 'permission denied', EROFS: 'the file system can only be read', EISDIR: 'it is a folder', ENOTDIR: 'a part of the path is no folder' }

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
}

const SKIPPED = new Set(['.git', 'node_modules'])

async function listFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = []
  const waiting = ['']
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of await readdir(join(folder, at), { withFileTypes: true }).catch(() => [])) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (entry.isFile()) found.push(path)
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push(path)
    }
  }
  return found.sort()
}

async function createFile(path: string, text: string, mode?: number): Promise<'written' | 'exists'> {
  try {
    await mkdir(dirname(path), { recursive: true, ...(mode !== undefined && { mode: 0o700 }) })
  } catch (error) {
    throw new Error(codeOf(error) === 'EEXIST' ? WORDS['ENOTDIR'] : (WORDS[codeOf(error)] ?? codeOf(error)), { cause: error })
  }
  try {
    await writeFile(path, text, { flag: 'wx', ...(mode !== undefined && { mode }) })
    return 'written'
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists'
    throw new Error(WORDS[codeOf(error)] ?? codeOf(error), { cause: error })
  }
}

async function facts(path: string): Promise<PathFacts | undefined> {
  try {
    const [own, target] = [await lstat(path), await stat(path)]
    const kind = own.isSymbolicLink() && target.isFile() ? 'link' : target.isFile() ? 'file' : target.isDirectory() ? 'folder' : target.isSocket() ? 'socket' : 'other'
    return { kind, mode: target.mode, uid: target.uid, mayReadAndWrite: await access(path, constants.R_OK | constants.W_OK).then(() => true, () => false) }
  } catch {
    return undefined
  }
}

async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch {
    return dirname(path) === path ? undefined : freeBytes(dirname(path))
  }
}

async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && (await access(path, constants.X_OK).then(() => true, () => false))) return path
  }
  return undefined
}

function canListen(address: string, port: number): Promise<'free' | 'taken' | 'not-permitted'> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(codeOf(error) === 'EACCES' ? 'not-permitted' : 'taken'))
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve('free')))
  })
}

function ranges(): readonly { readonly name: string; readonly cidr: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => addresses.flatMap(({ family, cidr, internal }) => (family === 'IPv4' && cidr !== null && !internal ? [{ name, cidr }] : [])))
}

const ASK_WITHIN_MS = 2_000

async function httpStatus(url: string): Promise<number | undefined> {
  try {
    return await withDeadline(ASK_WITHIN_MS, [], async (signal) => {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => { get(url, { signal, agent: false }, resolve).once('error', reject) })
      answer.destroy()
      return answer.statusCode
    })
  } catch {
    return undefined
  }
}
