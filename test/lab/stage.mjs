/**
 * Staging directories for image builds: fresh for each build, and swept when an interrupted run left one behind.
 */
// @ts-check
import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { inHome } from './places.mjs'
import { removeTree } from './tree.mjs'

/**
 * @template T
 * @param {string} owner the part whose lock guards the staging
 * @param {(stage: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withStage(owner, work) {
  mkdirSync(inHome('stage', owner), { recursive: true })
  const stage = mkdtempSync(inHome('stage', owner, 'image-'))
  try {
    return await work(stage)
  } finally {
    await removeTree(stage)
  }
}

/**
 * Removes what an interrupted run left. Call it only under the owner's lock.
 * @param {string} owner
 */
export async function sweepStages(owner) {
  mkdirSync(inHome('stage', owner), { recursive: true })
  for (const entry of readdirSync(inHome('stage', owner))) await removeTree(inHome('stage', owner, entry))
}

/**
 * @param {string} folder
 * @param {string} stage
 */
export function copyInto(folder, stage) {
  cpSync(folder, stage, { recursive: true, verbatimSymlinks: true })
}
