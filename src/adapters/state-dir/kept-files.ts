/**
 * What of the state directory is worth keeping: everything else is made again from git, the settings and the engine. The note of which
 * generation of a volume counts is left out: it is true of this moment alone, and an older one would lead apps back to older data.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const DATABASE = 'mist.db'
export const KEY_FILE = 'instance.key'
/** What data there was: with an older one a person is asked once more, or a volume that was made since is not missed. */
export const DATA_RECORD = 'data.json'
const ACME = 'traefik/acme'

const KEPT = /^(instance\.key|mist\.db|data\.json|traefik\/acme\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,100})$/

/** Copies that the first Mist made hold it; it is passed over. */
export const PASSED_OVER = 'generations.json'

/** Names that a copy may hold; anything else in one is not ours. */
export function isKept(path: string): boolean {
  return KEPT.test(path)
}

/** Relative, sorted: those that are there. The write-ahead log goes with the database. */
export function keptIn(stateDir: string): readonly string[] {
  const top = namesIn(stateDir).filter((name) => isKept(name))
  const certificates = namesIn(join(stateDir, ACME)).map((name) => `${ACME}/${name}`).filter((path) => isKept(path))
  return [...top, ...certificates].toSorted()
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
