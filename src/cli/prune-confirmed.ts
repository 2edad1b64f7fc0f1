/**
 * `mistctl prune --confirm`: two things can be confirmed, each by its own exact name: a refused mass deletion by its commit, and the loss
 * of one volume by the volume's name.
 */
import type { Look } from '../engine/look.js'
import { look } from '../engine/look.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import { isMassDeletion } from '../render/prune-text.js'
import { shortRevision } from '../render/revision-text.js'
import { applyNow } from './apply-now.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT, exitOfFailure } from './exit.js'
import { explainLook } from './look-say.js'
import { loseVolume } from './lose-volume.js'
import type { Refusal } from './refusal.js'
import { usage } from './refusal.js'

export async function pruneConfirmed(context: WriteContext): Promise<ExitCode> {
  const { ports, config, options, say, signal } = context
  const named = String(options['confirm'])
  if (isVolumeName(named)) return loseVolume(context, named)
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, signal)
  const refusal = explainLook(context, seen)
  if (refusal || !seen.plan) return refusal ? say.refuse(refusal) : exitOfFailure('internal')
  return confirm(context, { ...seen, plan: seen.plan }, named)
}

type Seen = Look & Required<Pick<Look, 'plan'>>

async function confirm(context: WriteContext, seen: Seen, wanted: string): Promise<ExitCode> {
  const { ports, say } = context
  const matches = matchRevision(seen, wanted)
  if (!matches.ok) return say.refuse(matches.error)
  if (!isMassDeletion(seen.plan)) {
    say.note(`Nothing waits for a confirmation at ${shortRevision(seen.plan.revision)}.`)
    return EXIT.no
  }
  ports.store.confirmDeletion(seen.plan.revision.commit, ports.clock.nowIso())
  return applyNow(context, { consent: 'given' })
}

/** Names of volumes hold underscores; no commit, label or app does. */
function isVolumeName(text: string): boolean {
  return text.includes('_')
}

const SHORTEST = 7

function matchRevision({ plan }: Seen, wanted: string): Result<void, Refusal> {
  const { commit, label } = plan.revision
  if (wanted === label || (wanted.length >= SHORTEST && commit.startsWith(wanted.toLowerCase()))) return ok(undefined)
  const why = wanted.length < SHORTEST && commit.startsWith(wanted) ? `"${wanted}" is too short to be sure` : `"${wanted}" is not the revision at hand`
  return err(usage(why, `The newest one is ${commit}. Look at what it removes with: mistctl diff`))
}
