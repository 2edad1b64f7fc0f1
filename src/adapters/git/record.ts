/**
 * What was fetched last for one ref, kept as a small file in the mirror: it answers without the network and without git.
 * A file that cannot be read counts as absent; the next fetch writes it anew.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Revision } from '../../model/state.js'

/** The ref inside the mirror that keeps the commit alive. Hashed: `a` and `a/b` may not both exist as refs. */
export function keeperRef(ref: string): string {
  return `refs/mist/${refHash(ref)}`
}

export async function readRecord(gitDir: string, ref: string): Promise<Revision | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(recordPath(gitDir, ref), 'utf8'))
    return isRevision(value) ? value : undefined
  } catch {
    return undefined
  }
}

export async function writeRecord(gitDir: string, ref: string, revision: Revision): Promise<void> {
  const path = recordPath(gitDir, ref)
  const temp = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await writeFile(temp, JSON.stringify(revision), { mode: 0o600 })
  await rename(temp, path)
}

function recordPath(gitDir: string, ref: string): string {
  return join(gitDir, `mist-${refHash(ref)}.json`)
}

function refHash(ref: string): string {
  return createHash('sha256').update(ref).digest('hex').slice(0, 16)
}

function isRevision(value: unknown): value is Revision {
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  const texts = ['label', 'ref', 'commit', 'subject', 'author', 'committedAt'].every((name) => typeof fields[name] === 'string')
  return texts && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(fields['commit'] as string)
}
