/**
 * Brings images into the engine and the registry: found, pulled or built, whichever is quickest and still right.
 * What an image consists of is in recipes.mjs.
 */
// @ts-check
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { authRegistryAddress, authRegistryUser, inHome, registryAddress } from './places.mjs'
import { sayWhile } from './progress.mjs'
import { publicRegistryInReach } from './public.mjs'
import { folderOf, keyOf, privateImage, recipes, sharedFilesOf } from './recipes.mjs'
import { digestIn } from './registry.mjs'
import { docker, dockerEnv, run } from './run.mjs'
import { copyInto, sweepStages, withStage } from './stage.mjs'

const KEY_LABEL = 'lab.recipe'
/** Some hundred megabytes of packages, perhaps asked for twice, on a machine that tests keep busy. */
const BUILD_TIMEOUT_MS = 15 * 60_000

/** @typedef {import('./recipes.mjs').Recipe} Recipe */
/** @typedef {{ readonly id: string, readonly key: string | undefined, readonly names: ReadonlySet<string>, readonly digests: ReadonlySet<string> }} LocalImage */

export async function imagesAreUp() {
  const [unready, isPrivateThere] = await Promise.all([unreadyRecipes(recipes), privateImageIsThere()])
  return unready.length === 0 && isPrivateThere
}

export async function bringImagesUp() {
  await sweepStages('images')
  for (const recipe of await unreadyRecipes(recipes)) await makeReady(recipe)
  if (!(await privateImageIsThere())) await publishPrivateImage()
}

/**
 * @param {readonly Recipe[]} wanted
 * @returns {Promise<readonly Recipe[]>}
 */
export async function unreadyRecipes(wanted) {
  const local = await localImages()
  const isReady = await Promise.all(wanted.map((recipe) => recipeIsReady(recipe, local)))
  return wanted.filter((_, index) => !isReady[index])
}

/** @param {Recipe} recipe */
export async function makeReady(recipe) {
  if (recipe.kind === 'official' && (await publicRegistryInReach())) {
    await sayWhile('images', `pulling ${recipe.name}`, () => docker(['pull', recipe.name]))
    return
  }
  if ((await localImages()).get(recipe.name)?.key !== keyOf(recipe) && !(await restore(recipe))) await build(recipe)
  await sayWhile('images', `publishing ${recipe.name}`, () => publish(recipe))
}

/** @param {Recipe} recipe */
export function referenceOf(recipe) {
  return `${registryAddress}/${repositoryOf(recipe)}:${tagOf(recipe)}`
}

/**
 * @param {Recipe} recipe
 * @param {ReadonlyMap<string, LocalImage>} local
 */
async function recipeIsReady(recipe, local) {
  const image = local.get(recipe.name)
  if (image === undefined) return false
  if (recipe.kind === 'official' && (await publicRegistryInReach())) return true
  if (image.key !== keyOf(recipe)) return false
  const published = await digestIn('registry', repositoryOf(recipe), tagOf(recipe))
  return published !== undefined && image.digests.has(`${registryAddress}/${repositoryOf(recipe)}@${published}`)
}

/**
 * An engine that lost its images gets them back from the registry, unless the recipe has changed since.
 * @param {Recipe} recipe
 * @returns {Promise<boolean>}
 */
async function restore(recipe) {
  if ((await digestIn('registry', repositoryOf(recipe), tagOf(recipe))) === undefined) return false
  const pulled = await sayWhile('images', `restoring ${recipe.name} from the registry`, () => run('docker', ['pull', referenceOf(recipe)], { env: dockerEnv }))
  if (pulled.code !== 0 || (await localImages()).get(referenceOf(recipe))?.key !== keyOf(recipe)) return false
  await docker(['tag', referenceOf(recipe), recipe.name])
  return true
}

/** @param {Recipe} recipe */
function build(recipe) {
  const args = Object.entries(recipe.args ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])
  return sayWhile('images', `building ${recipe.name}`, () => withStage(ownerOf(recipe), async (stage) => {
    copyInto(folderOf(recipe), stage)
    for (const path of sharedFilesOf(recipe)) cpSync(path, join(stage, basename(path)))
    await recipe.prepare?.(stage)
    // The host's network works for package downloads wherever the host's own does.
    await docker(['build', '--network', 'host', '--label', `${KEY_LABEL}=${keyOf(recipe)}`, '--tag', recipe.name,
      '--file', `${stage}/${recipe.dockerfile ?? 'Dockerfile'}`, ...args, stage], { log: 'images', timeoutMs: BUILD_TIMEOUT_MS })
  }))
}

/** @param {Recipe} recipe */
async function publish(recipe) {
  await docker(['tag', recipe.name, referenceOf(recipe)])
  await docker(['push', referenceOf(recipe)], { log: 'images' })
}

async function privateImageIsThere() {
  return (await digestIn('auth-registry', privateImage.repository, privateImage.tag)) !== undefined
}

/** The name is taken away again, so that whoever wants the image has to pull it with the password. */
async function publishPrivateImage() {
  const reference = `${authRegistryAddress}/${privateImage.repository}:${privateImage.tag}`
  await docker(['tag', privateImage.source, reference])
  await docker(['--config', writeClientConfig(), 'push', reference], { log: 'images' })
  await docker(['rmi', reference])
}

/** A client configuration of the lab's own: the user's stays without the lab's password. */
function writeClientConfig() {
  const folder = inHome('docker-client')
  const auth = Buffer.from(`${authRegistryUser.username}:${authRegistryUser.password}`).toString('base64')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(`${folder}/config.json`, JSON.stringify({ auths: { [authRegistryAddress]: { auth } } }), { mode: 0o600 })
  return folder
}

/** @returns {Promise<ReadonlyMap<string, LocalImage>>} by each name that an image has; empty while no engine answers */
async function localImages() {
  const list = await run('docker', ['image', 'ls', '--quiet', '--no-trunc', '--filter', 'dangling=false'], { env: dockerEnv })
  const names = list.stdout.split('\n').filter((line) => line !== '')
  if (names.length === 0) return new Map()
  // An image that goes away between the two calls makes this one fail for that image only; the others are still told.
  const { stdout } = await run('docker', ['image', 'inspect', ...new Set(names)], { env: dockerEnv })
  const images = /** @type {readonly Record<string, any>[]} */ (JSON.parse(stdout || '[]'))
  return new Map(images.flatMap((image) => {
    const entry = toLocalImage(image)
    return [...entry.names].map((name) => /** @type {const} */ ([name, entry]))
  }))
}

/**
 * @param {Record<string, any>} image
 * @returns {LocalImage}
 */
function toLocalImage(image) {
  return {
    id: image['Id'], key: image['Config']?.Labels?.[KEY_LABEL],
    names: new Set(image['RepoTags'] ?? []), digests: new Set(image['RepoDigests'] ?? []),
  }
}

/** @param {Recipe} recipe */
function ownerOf(recipe) {
  return recipes.includes(recipe) ? 'images' : recipe.folder
}

/** @param {Recipe} recipe */
function repositoryOf(recipe) {
  const [name = ''] = recipe.name.split(':')
  return name.includes('/') ? name : `library/${name}`
}

/** @param {Recipe} recipe */
function tagOf(recipe) {
  return recipe.name.split(':')[1] ?? 'latest'
}
