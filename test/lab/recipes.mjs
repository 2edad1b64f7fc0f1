/**
 * Which images the lab has and what goes into each: a table, in the order in which they are made.
 * How an image is built, found and published is decided in images.mjs.
 */
// @ts-check
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages, unpackPackage } from './apt.mjs'
import { buildLocalProgram } from './go.mjs'
import { inHome, versions } from './places.mjs'
import { must } from './run.mjs'

/**
 * @typedef {object} Recipe
 * @property {string} name the image as people write it
 * @property {'official' | 'own'} kind an official image is pulled where a public registry is in reach
 * @property {string} folder below images/; its content is the build context
 * @property {string} [dockerfile]
 * @property {Readonly<Record<string, string>>} [args] build arguments
 * @property {readonly string[]} [shared] files of other folders below images/ that go into the build context too
 * @property {string} [from] the recipe it stands on
 * @property {string} [note] what else it depends on; a change of it makes the image anew
 * @property {(stage: string) => Promise<void>} [prepare] puts what is not in the folder into the context
 */

const WEB_VARIANTS = /** @type {const} */ ([
  { tag: '1', version: '1', mode: '' },
  { tag: '2', version: '2', mode: '' },
  { tag: '3', version: '3', mode: '' },
  { tag: 'crash', version: 'crash', mode: 'crash' },
  { tag: 'deaf', version: 'deaf', mode: 'deaf' },
  { tag: 'abrupt', version: 'abrupt', mode: 'abrupt' },
])

const CHECKED_VARIANTS = /** @type {const} */ ([
  { tag: 'sick', version: 'sick', mode: 'sick' },
  { tag: 'healthy', version: 'healthy', mode: '' },
])

/** @type {readonly Recipe[]} */
export const recipes = [
  { name: 'debian:bookworm-slim', kind: 'official', folder: 'debian', prepare: bootstrapDebian },
  { name: 'busybox:1.36', kind: 'official', folder: 'busybox', prepare: layOutBusybox },
  { name: 'traefik/whoami:v1.10', kind: 'official', folder: 'whoami', prepare: (stage) => buildLocalProgram(stage, join(stage, 'whoami')) },
  { name: 'redis:7', kind: 'official', folder: 'redis', from: 'debian:bookworm-slim' },
  ...WEB_VARIANTS.map(({ tag, version, mode }) => webRecipe(tag, { VERSION: version, MODE: mode })),
  ...CHECKED_VARIANTS.map(({ tag, version, mode }) => ({
    ...webRecipe(tag, { VERSION: version, MODE: mode }), from: 'mist-lab/web:1', dockerfile: 'Dockerfile.checked',
  })),
]

/** @type {Recipe} */
export const traefikRecipe = {
  name: 'traefik:v3.6', kind: 'official', folder: 'traefik', note: versions.traefik,
  prepare: async (stage) => {
    cpSync(inHome('bin', 'traefik'), join(stage, 'traefik'))
    cpSync('/etc/ssl/certs/ca-certificates.crt', join(stage, 'ca-certificates.crt'))
    makeTemporaryFolder(stage)
  },
}

/** The image that can only be pulled with the lab's password. */
export const privateImage = Object.freeze({ repository: 'private/web', tag: '1', source: 'mist-lab/web:1' })

/** @param {Recipe} recipe */
export const folderOf = (recipe) => imagesFile(recipe.folder)

/** @param {Recipe} recipe */
export const sharedFilesOf = (recipe) => (recipe.shared ?? []).map(imagesFile)

/** @param {string} path */
function imagesFile(path) {
  return fileURLToPath(new URL(`./images/${path}`, import.meta.url))
}

/**
 * Names the content of a recipe: equal keys mean that the image at hand is still the right one.
 * @param {Recipe} recipe
 * @returns {string}
 */
export function keyOf(recipe) {
  const hash = createHash('sha256').update(JSON.stringify([recipe.name, recipe.args, recipe.dockerfile, recipe.note]))
  for (const file of readdirSync(folderOf(recipe)).sort()) hash.update(`\0${file}\0`).update(readFileSync(join(folderOf(recipe), file)))
  for (const path of sharedFilesOf(recipe)) hash.update(`\0${path.split('/').at(-1)}\0`).update(readFileSync(path))
  const base = recipes.find((one) => one.name === recipe.from)
  if (base !== undefined) hash.update(keyOf(base))
  return hash.digest('hex').slice(0, 16)
}

/**
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} args
 * @returns {Recipe}
 */
function webRecipe(tag, args) {
  return { name: `mist-lab/web:${tag}`, kind: 'own', folder: 'web', args, prepare: (stage) => buildLocalProgram(stage, join(stage, 'web')) }
}

/** @param {string} stage */
async function bootstrapDebian(stage) {
  await installPackages('images', ['debootstrap'])
  await must('sh', [join(stage, 'bootstrap.sh'), join(stage, 'rootfs'), join(stage, 'rootfs.tar')], { log: 'debootstrap' })
}

/**
 * Unpacked, not installed: Debian's static busybox replaces the machine's own one.
 * @param {string} stage
 */
async function layOutBusybox(stage) {
  const binary = `${await unpackPackage('images', 'busybox-static')}/bin/busybox`
  const root = join(stage, 'rootfs')
  for (const folder of ['bin', 'etc', 'home', 'root', 'usr/bin', 'var/spool/mail']) mkdirSync(join(root, folder), { recursive: true })
  makeTemporaryFolder(root)
  cpSync(binary, join(root, 'bin/busybox'))
  const applets = (await must(binary, ['--list'])).split('\n').filter((name) => name !== '' && name !== 'busybox')
  for (const name of applets) symlinkSync('busybox', join(root, 'bin', name))
  symlinkSync('../../bin/busybox', join(root, 'usr/bin/env'))
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\n')
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnobody:x:65534:\nwww-data:x:33:\n')
}

/**
 * The mode is set apart from making the directory: the umask would take bits away.
 * @param {string} root
 */
function makeTemporaryFolder(root) {
  mkdirSync(join(root, 'tmp'))
  chmodSync(join(root, 'tmp'), 0o1777)
}
