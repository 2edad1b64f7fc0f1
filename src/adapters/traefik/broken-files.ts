/**
 * Looks for the file that stops Traefik: one that it cannot read freezes updates for all, and only its log says which. Mist never
 * touches such a file when it is not its own; it names it.
 */
import type { RouteFiles } from './files.js'
import { parseSafely } from './read-content.js'

export async function brokenFiles(files: RouteFiles): Promise<readonly string[]> {
  const broken: string[] = []
  const names = await files.list().catch(() => [])
  for (const name of names.filter((item) => !item.endsWith('.toml')).slice(0, 2_000)) {
    const text = await files.read(name).catch(() => undefined)
    // An empty file and a template are fine for Traefik; the latter cannot be judged here.
    if (text === undefined || text.trim() === '' || text.includes('{{')) continue
    if (!isLoadable(parseSafely(text))) broken.push(name)
  }
  return broken
}

/** A mapping, and no section that is there and empty: Traefik refuses those. */
function isLoadable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && childrenOf(value).every((section) => !isEmptyMap(section) && !childrenOf(section).some(isEmptyMap))
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value as Record<string, unknown>) : []
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}
