/**
 * Reads a small file that holds a secret of the operator. The file is opened once and judged by that handle, so that nobody can swap
 * it in between; one that others could read or write is no secret. What its text means is for the caller to say.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { Result } from './model/result.js'
import { err, ok } from './model/result.js'

export interface PrivateFileRules {
  readonly maxBytes: number
  /** Who else may read it: nobody, or its group, as systemd has it for credentials. `all` is for what is public and must only not be written. */
  readonly readers: 'owner' | 'group' | 'all'
  /** Tools that renew certificates hand out links; nothing else has a reason to. */
  readonly links: 'refused' | 'followed'
}

export interface PrivateFileFault {
  readonly kind: 'missing' | 'unusable'
  readonly cause: string
  readonly help: string
}

const FORBIDDEN = { owner: 0o077, group: 0o027, all: 0o022 } as const
const READ_BITS = 0o044

/** The bytes as they are: trimming would change a secret that ends with a space. */
export function readPrivateFile(path: string, rules: PrivateFileRules): Result<string, PrivateFileFault> {
  try {
    const follow = rules.links === 'refused' ? constants.O_NOFOLLOW : 0
    // Without O_NONBLOCK a pipe in the place of the file would hold up everything.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | follow)
    try {
      const fault = faultOf(path, fstatSync(handle), rules)
      return fault ? err(fault) : ok(readFileSync(handle, 'utf8'))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    return err(unreadable(error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)))
  }
}

interface Facts {
  readonly mode: number
  readonly size: number
  readonly uid: number
  isFile(): boolean
}

function faultOf(path: string, facts: Facts, { readers, maxBytes }: PrivateFileRules): PrivateFileFault | undefined {
  const { mode, size, uid } = facts
  if (!facts.isFile()) return unusable('it is no regular file', 'Check the path.')
  if (size > maxBytes) return unusable(`it is larger than ${String(maxBytes)} bytes`, 'Check the path.')
  const excess = mode & FORBIDDEN[readers]
  if (excess !== 0) return unusable((excess & READ_BITS) !== 0 ? 'others can read it' : 'others can write to it', `Run: chmod ${CHMOD[readers]} ${path}`)
  if (!isTrusted(uid)) return unusable('it belongs to another user', `Run: chown $(id -u) ${path}`)
  return undefined
}

const CHMOD = { owner: '600', group: '640', all: '644' } as const

/** Whoever owns a file decides over it. Root can read all that the user of mistd keeps, and does, as mistctl. */
function isTrusted(uid: number): boolean {
  const own = process.geteuid?.() ?? 0
  return own === 0 || uid === 0 || uid === own
}

const WORDS: Readonly<Partial<Record<string, string>>> = { ENOENT: 'there is no such file', EACCES: 'permission denied', ELOOP: 'it is a symbolic link', ENOTDIR: 'a part of its path is no folder', EISDIR: 'it is a folder' }

function unreadable(code: string): PrivateFileFault {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
  return { kind: isMissing ? 'missing' : 'unusable', cause: WORDS[code] ?? code, help: isMissing ? 'Check the path.' : 'Check the path, its owner and its mode.' }
}

function unusable(cause: string, help: string): PrivateFileFault {
  return { kind: 'unusable', cause, help }
}
