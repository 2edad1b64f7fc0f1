/**
 * Removes a directory with all that is in it, and never what is only mounted there.
 * An engine that was killed and a bootstrap that was killed both leave mounts behind.
 */
// @ts-check
import { readFileSync, rmSync } from 'node:fs'
import { run } from './run.mjs'

/** @param {string} directory */
export async function removeTree(directory) {
  // Mounts lie on top of each other and below each other; the newest goes first.
  for (const mount of mountsIn(directory).reverse()) await run('umount', ['--lazy', '--', mount])
  const left = mountsIn(directory)
  if (left.length > 0) throw new Error(`cannot remove ${directory}: ${left.join(', ')} is still mounted`)
  rmSync(directory, { recursive: true, force: true })
}

/** @param {string} directory */
function mountsIn(directory) {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '')
  return mounts.filter((path) => path === directory || path.startsWith(`${directory}/`))
}
