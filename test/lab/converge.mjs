/**
 * Brings parts up and takes them down: each part after those it needs, independent ones side by side, one process at a time per part.
 * What a part does is in its own module.
 */
// @ts-check
import { withLock } from './lock.mjs'
import { home } from './places.mjs'
import { parts, withNeeds } from './parts.mjs'
import { say } from './progress.mjs'
import { LabError } from './run.mjs'
import { removeTree } from './tree.mjs'

/** @typedef {import('./parts.mjs').Part} Part */

/** @param {readonly string[]} names */
export async function up(names) {
  const wanted = withNeeds(names)
  const isUp = await Promise.all(wanted.map((part) => part.isUp()))
  if (isUp.every(Boolean)) return
  /** @type {Map<string, Promise<void>>} */
  const begun = new Map()
  for (const part of wanted) begun.set(part.name, ready(part, part.needs.map((need) => begun.get(need))))
  const outcomes = await Promise.allSettled(begun.values())
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  if (failures.length > 0) throw firstCause(failures)
}

/** Stops what the lab started, the youngest part first. */
export async function down() {
  for (const part of [...parts].reverse()) {
    if (part.takeDown === undefined) continue
    const { name, takeDown } = part
    await withLock(name, async () => {
      if ((await takeDown()) === true) say(name, 'stopped')
    })
  }
}

/** Everything that the lab keeps; packages that it installed stay installed. */
export async function purge() {
  for (const part of parts) part.forget?.()
  await removeTree(home)
  say('cache', `${home} removed`)
}

/**
 * @param {Part} part
 * @param {readonly (Promise<void> | undefined)[]} needs
 */
async function ready(part, needs) {
  await Promise.all(needs)
  if (await part.isUp()) return
  await withLock(part.name, async () => {
    // Another run may have done it while this one waited for the lock.
    if (await part.isUp()) return
    await part.bringUp()
    if (!(await part.isUp())) throw new LabError(`cannot bring up ${part.name}: it was started and is not up. Look into the files under ${home}/logs.`)
    say(part.name, `up: ${await part.describe()}`)
  })
}

/**
 * A part whose need failed fails with the same reason: one message is enough.
 * @param {readonly unknown[]} failures
 */
function firstCause(failures) {
  const messages = [...new Set(failures.map((failure) => (failure instanceof LabError ? failure.message : String(/** @type {Error} */ (failure).stack))))]
  return new LabError(messages.join('\n'))
}
