/**
 * `mistctl prune`: what git no longer has and the host still holds. Two things can be confirmed, each by its own exact name: a refused
 * mass deletion by its commit, and the loss of one volume by the volume's name.
 */
import type { Look } from '../../engine/look.js'
import { look } from '../../engine/look.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { heldBack, isMassDeletion, leftoverText } from '../../render/prune-text.js'
import { shortRevision } from '../../render/revision-text.js'
import { applyNow } from '../apply-now.js'
import type { CommandSpec, WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT, exitOfFailure } from '../exit.js'
import { explainLook } from '../look-say.js'
import { loseVolume } from '../lose-volume.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'

export const prune: CommandSpec = {
  name: 'prune',
  summary: 'show what git no longer has; destroy a volume by name',
  group: 'Operate',
  needs: 'write',
  options: [{ flags: '--confirm <NAME>', description: 'a commit: remove the apps that are held back as too many. A volume: destroy it and its data' }],
  details: `Containers, routes and networks that git no longer has are removed by every
apply, unless policy.prune is off. A commit that would remove all apps, or more
than half and at least three of them, is refused until it is confirmed here by
its id: that removes containers and routes, and no data.

Volumes stay when their app is gone. One is destroyed, with all data in it, by
its exact name and no other way: at once, one at a time, and only when no app in
git uses it, no container mounts it and nobody protected it. Where another hand
removed the volume of a database, or one with backups, its app waits
(data-missing); here its name says that it may begin with an empty one.

Examples:
  mistctl prune                            list both, with the commands
  mistctl prune --confirm=4f2c9e1a7b3d     remove the apps, for this commit
  mistctl prune --confirm=shop_web_data    destroy this volume, for good

Exit codes: 0 nothing is held back, or done; 1 something is held back, or there
is nothing to confirm; 3 the volume must not be destroyed; else as apply`,
  run,
}

async function run(context: WriteContext): Promise<ExitCode> {
  const { ports, config, options, say, signal } = context
  const named = options['confirm']
  if (typeof named === 'string' && isVolumeName(named)) return loseVolume(context, named)
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, signal)
  const refusal = explainLook(context, seen)
  if (refusal || !seen.plan) return refusal ? say.refuse(refusal) : exitOfFailure('internal')
  return typeof named === 'string' ? confirm(context, { ...seen, plan: seen.plan }, named) : list(context, { ...seen, plan: seen.plan })
}

type Seen = Look & Required<Pick<Look, 'plan'>>

function list({ globals, say }: WriteContext, { plan }: Seen): ExitCode {
  const removals = plan.changes.filter(({ action }) => action === 'prune')
  if (globals.output !== 'table') {
    say.document({ revision: plan.revision, removals: removals.map(({ id, reason }) => ({ id, reason })), heldBack: heldBack(plan), keptVolumes: plan.keptVolumes, needsConfirmation: isMassDeletion(plan) })
  } else {
    say.answer(leftoverText(plan, say.paint) || 'Nothing is left over: the host holds only what git has.')
  }
  return heldBack(plan).length > 0 ? EXIT.no : EXIT.done
}

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
