/**
 * Staging directories for image builds: fresh for each build, and swept when an interrupted run left one behind.
 */
// @ts-check
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { inHome } from './places.mjs';
import { run } from './run.mjs';

/**
 * @template T
 * @param {string} owner the part whose lock guards the staging
 * @param {(stage: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withStage(owner, work) {
  mkdirSync(inHome('stage', owner), { recursive: true });
  const stage = mkdtempSync(inHome('stage', owner, 'image-'));
  try {
    return await work(stage);
  } finally {
    await remove(stage);
  }
}

/**
 * Removes what an interrupted run left. Call it only under the owner's lock.
 * @param {string} owner
 */
export async function sweepStages(owner) {
  mkdirSync(inHome('stage', owner), { recursive: true });
  for (const entry of readdirSync(inHome('stage', owner))) await remove(inHome('stage', owner, entry));
}

/**
 * @param {string} folder
 * @param {string} stage
 */
export function copyInto(folder, stage) {
  cpSync(folder, stage, { recursive: true, verbatimSymlinks: true });
}

/**
 * A bootstrap that was killed leaves /proc mounted below; removing files through a live mount would reach outside.
 * @param {string} directory
 */
async function remove(directory) {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((path) => path.startsWith(`${directory}/`)).reverse()) await run('umount', ['-l', mount]);
  rmSync(directory, { recursive: true, force: true });
}
