/**
 * src → dist: joins the modules of each program, since a process that loads 300 files starts three times as slowly as one that loads
 * five, copies what is not TypeScript beside them, and makes the programs executable. Packages stay packages, names stay names, and
 * every part says of each piece which file it came from. Types are checked elsewhere.
 */
// @ts-check
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { bin } = /** @type {{ bin: Record<string, string> }} */ (JSON.parse(readFileSync('package.json', 'utf8')))
const programs = Object.values(bin)
const parts = await bundled()
rmSync('dist', { recursive: true, force: true })
for (const { path, contents } of parts) write(path, contents)
copyAssets()
for (const program of programs) chmodSync(program, 0o755)

/** Whatever is wrong shows before anything of the last build is removed. */
async function bundled() {
  const { outputFiles } = await build({
    write: false,
    entryPoints: programs.map((program) => program.replace(/^dist(.*)\.js$/, 'src$1.ts')),
    outbase: 'src',
    outdir: 'dist',
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [{ name: 'own-place', setup: keepOwnPlace }],
  }).catch(() => process.exit(1))
  return outputFiles
}

/**
 * A module that reads a file beside it says where from its own place, which joining would change. All parts lie one folder deep in
 * dist, so that place can be told from any of them.
 * @param {import('esbuild').PluginBuild} joining
 */
function keepOwnPlace(joining) {
  joining.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
    const place = `../${relative('src', path).replace(/\.ts$/, '.js')}`
    return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`), loader: 'ts' }
  })
}

function copyAssets() {
  for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.ts')) continue
    write(join(entry.parentPath.replace(/^src/, 'dist'), entry.name), readFileSync(join(entry.parentPath, entry.name)))
  }
}

/** @param {string} path @param {Uint8Array} contents */
function write(path, contents) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, contents)
}
