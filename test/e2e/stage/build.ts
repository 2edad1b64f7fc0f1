/**
 * Global setup: what ships is `dist`, so that is what these tests start. It is built when a source is newer than it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export const PROGRAMS = Object.freeze({ root: ROOT, mistd: join(ROOT, 'dist/bin/mistd.js'), mistctl: join(ROOT, 'dist/bin/mistctl.js') })

export function setup(): void {
  if (isFresh()) return
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
}

function isFresh(): boolean {
  const built = Object.values({ mistd: PROGRAMS.mistd, mistctl: PROGRAMS.mistctl })
  if (!built.every((file) => existsSync(file))) return false
  const newest = newestSource()
  return built.every((file) => statSync(file).mtimeMs >= newest)
}

function newestSource(): number {
  const files = ['src', 'schema'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  const times = files.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).mtimeMs)
  return Math.max(...times, statSync(join(ROOT, 'scripts/build.mjs')).mtimeMs)
}
