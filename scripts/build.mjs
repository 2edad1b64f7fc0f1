/**
 * src → dist: compiles file by file, copies what is not TypeScript beside it, and makes the programs executable.
 */
// @ts-check
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { tool } from './stage.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
rmSync('dist', { recursive: true, force: true })
const [node = '', ...args] = tool('typescript/bin/tsc', '-p', 'tsconfig.build.json')
try {
  execFileSync(node, args, { stdio: 'inherit' })
} catch {
  process.exit(1)
}
copyAssets()
makeExecutable()

function copyAssets() {
  for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.ts')) continue
    const target = join(entry.parentPath.replace(/^src/, 'dist'), entry.name)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(entry.parentPath, entry.name), target)
  }
}

function makeExecutable() {
  const { bin } = /** @type {{ bin: Record<string, string> }} */ (JSON.parse(readFileSync('package.json', 'utf8')))
  for (const program of Object.values(bin)) chmodSync(program, 0o755)
}
