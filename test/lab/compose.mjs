/**
 * The compose PLUGIN, the peer that benches compare with. A plugin that works is left as it is.
 */
// @ts-check
import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { buildPublishedProgram } from './go.mjs'
import { inHome, versions } from './places.mjs'
import { sayWhile } from './progress.mjs'
import { run } from './run.mjs'

const binary = inHome('cli-plugins', 'docker-compose')
const PLUGIN_FOLDER = join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'cli-plugins')
const PLUGIN = join(PLUGIN_FOLDER, 'docker-compose')

const module = `module mist.lab/compose

go 1.24.9

require github.com/docker/compose/v2 ${versions.compose}

exclude (
	github.com/davecgh/go-spew v1.1.2-0.20180830191138-d8f796af33cc
	github.com/pmezard/go-difflib v1.0.1-0.20181226105442-5d4384ee4fb2
)
`

/** @returns {Promise<string | undefined>} */
export async function composeVersion() {
  const { code, stdout } = await run('docker', ['compose', 'version', '--short'], { timeoutMs: 10_000 })
  return code === 0 ? stdout.trim() : undefined
}

export async function composeIsUp() {
  return (await composeVersion()) !== undefined
}

export async function bringComposeUp() {
  await sayWhile('compose', `compiling compose ${versions.compose} (about 2 minutes on two cores, once)`, () => buildPublishedProgram({
    name: 'compose', module, mainPackage: 'github.com/docker/compose/v2/cmd',
    versionVariable: 'github.com/docker/compose/v2/internal.Version', version: versions.compose,
  }, binary))
  mkdirSync(PLUGIN_FOLDER, { recursive: true })
  forgetComposePlugin()
  symlinkSync(binary, PLUGIN)
}

/** Removes the link into the cache; a plugin of the user's own stays. */
export function forgetComposePlugin() {
  const isOurs = lstatSync(PLUGIN, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(PLUGIN) === binary
  if (isOurs) rmSync(PLUGIN)
}
