/**
 * Traefik as a program and as an image. Where a public registry is in reach the program is taken out of the official image;
 * otherwise it is compiled, which takes minutes once.
 */
// @ts-check
import { mkdirSync, renameSync } from 'node:fs'
import process from 'node:process'
import { buildPublishedProgram, isBuilt, markBuilt } from './go.mjs'
import { makeReady, unreadyRecipes } from './images.mjs'
import { inHome, versions } from './places.mjs'
import { sayWhile } from './progress.mjs'
import { publicRegistryInReach } from './public.mjs'
import { traefikRecipe } from './recipes.mjs'
import { docker } from './run.mjs'
import { sweepStages } from './stage.mjs'

export const traefikBinary = inHome('bin', 'traefik')
const VERSION = versions.traefik.slice(1)

/**
 * The replace and exclude lines are those of Traefik's own go.mod: Go reads them in the main module only.
 */
const module = `module mist.lab/traefik

go 1.25.0

require github.com/traefik/traefik/v3 ${versions.traefik}

replace (
	github.com/abbot/go-http-auth => github.com/containous/go-http-auth v0.4.1-0.20200324110947-a37a7636d23e
	github.com/gorilla/mux => github.com/containous/mux v0.0.0-20250523120546-41b6ec3aed59
	github.com/mailgun/minheap => github.com/containous/minheap v0.0.0-20190809180810-6e71eb837595
)

exclude github.com/tencentcloud/tencentcloud-sdk-go v3.0.83+incompatible
`

export async function traefikIsUp() {
  return hasBinary() && (await unreadyRecipes([traefikRecipe])).length === 0
}

export async function bringTraefikUp() {
  const isPublic = await publicRegistryInReach()
  if (!isPublic && !hasBinary()) await compile()
  await sweepStages('traefik')
  if ((await unreadyRecipes([traefikRecipe])).length > 0) await makeReady(traefikRecipe)
  if (isPublic && !hasBinary()) await takeFromImage()
}

function hasBinary() {
  return isBuilt(traefikBinary, VERSION)
}

async function compile() {
  await sayWhile('traefik', `compiling Traefik ${versions.traefik} (about 6 minutes on two cores, once)`, () => buildPublishedProgram({
    name: 'traefik', module, mainPackage: 'github.com/traefik/traefik/v3/cmd/traefik',
    versionVariable: 'github.com/traefik/traefik/v3/pkg/version.Version', version: VERSION,
  }, traefikBinary))
}

async function takeFromImage() {
  mkdirSync(inHome('bin'), { recursive: true })
  const unfinished = `${traefikBinary}.${process.pid}`
  const container = (await docker(['create', '--label', 'mist.lab=true', traefikRecipe.name])).trim()
  try {
    await docker(['cp', `${container}:/usr/local/bin/traefik`, unfinished])
  } finally {
    await docker(['rm', '--force', container])
  }
  renameSync(unfinished, traefikBinary)
  markBuilt(traefikBinary, VERSION)
}
