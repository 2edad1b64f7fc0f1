/**
 * Builds Go programs as static binaries; what is built once is kept in the cache.
 * It decides how a build is run, not what is built.
 */
// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { inHome } from './places.mjs'
import { LabError, must, run } from './run.mjs'

const BUILD_TIMEOUT_MS = 40 * 60_000
const GO_ENV = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-buildvcs=false -mod=mod' }

/**
 * @typedef {object} GoModule
 * @property {string} name
 * @property {string} module the text of its go.mod
 * @property {string} mainPackage
 * @property {string} [versionVariable] set to the version by the linker, as the project's own releases do
 * @property {string} version
 */

/**
 * Builds a program of a published module. The module file is our own because `go install` refuses modules with replace lines.
 * @param {GoModule} program
 * @param {string} binary where the program goes; it appears there whole or not at all
 */
export async function buildPublishedProgram(program, binary) {
  if (isBuilt(binary, program.version)) return
  const folder = inHome('go', program.name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/go.mod`, program.module)
  const stamp = program.versionVariable === undefined ? '' : ` -X ${program.versionVariable}=${program.version}`
  await build({ folder, mainPackage: program.mainPackage, binary, log: program.name, stamp })
  markBuilt(binary, program.version)
}

/**
 * @param {string} binary
 * @param {string} version
 */
export function isBuilt(binary, version) {
  return existsSync(binary) && existsSync(`${binary}.version`) && readFileSync(`${binary}.version`, 'utf8') === version
}

/**
 * @param {string} binary
 * @param {string} version
 */
export function markBuilt(binary, version) {
  writeFileSync(`${binary}.version`, version)
}

/**
 * @param {string} folder
 * @param {string} binary
 */
export async function buildLocalProgram(folder, binary) {
  await build({ folder, mainPackage: '.', binary, log: 'go', stamp: '' })
}

/** @param {{ folder: string, mainPackage: string, binary: string, log: string, stamp: string }} what */
async function build({ folder, mainPackage, binary, log, stamp }) {
  await requireGo()
  mkdirSync(dirname(binary), { recursive: true })
  const unfinished = `${binary}.${process.pid}`
  await must('go', ['build', '-trimpath', '-ldflags', `-s -w${stamp}`, '-o', unfinished, mainPackage],
    { cwd: folder, env: GO_ENV, timeoutMs: BUILD_TIMEOUT_MS, log })
  renameSync(unfinished, binary)
}

async function requireGo() {
  if ((await run('go', ['version'])).code === 0) return
  throw new LabError('cannot build the lab images: there is no Go on the PATH. Install Go 1.25 or newer from https://go.dev/dl, then run the lab again.')
}
