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
    // What a template becomes is known to Traefik alone.
    if (text !== undefined && !text.includes('{{') && !isLoadable(parseSafely(text))) broken.push(name)
  }
  return broken
}

const SECTIONS = ['http', 'tcp', 'udp', 'tls']

/** As Traefik's decoder has it: an empty document is fine, an empty section or part of a section is not; what it does not know is. */
function isLoadable(value: unknown): boolean {
  if (value === null) return true
  if (typeof value !== 'object' || Array.isArray(value)) return false
  const sections = Object.entries(value).filter(([name, section]) => SECTIONS.includes(name) && section !== null).map(([, section]: [string, unknown]) => section)
  return sections.every((section) => isFilled(section) && Object.values(section).every(isFilled))
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
