/** `mistctl prune`: what git no longer has and the host still holds. Without a confirmation it only looks. */
import { look } from '../../engine/look.js'
import type { Plan } from '../../model/plan.js'
import { heldBack, isMassDeletion, leftoverText } from '../../render/prune-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT, exitOfFailure } from '../exit.js'
import { explainLook } from '../look-say.js'

export const prune: CommandSpec = {
  name: 'prune',
  summary: 'show what git no longer has; destroy a volume by name',
  group: 'Operate',
  needs: 'read',
  options: [{ flags: '--confirm <NAME>', description: 'a commit: remove the apps that are held back as too many. A volume: destroy it and its data' }],
  details: `Containers, routes and networks that git no longer has are removed by every
apply, unless policy.prune is off. A commit that would remove all apps, or more
than half and at least three of them, is refused until it is confirmed here by
its id: that removes containers and routes, and no data.

Volumes stay when their app is gone. One is destroyed, with all data in it, by
its exact name and no other way: at once, one at a time, and only when no app in
git uses it, no container mounts it and nobody protected it. Where another hand
removed the volume of a database, or one with backups, its app waits
(data-missing), and so it does on a new host beside its backups, or while the
storage does not tell of any (data-unknown); here the name of the volume says
that it may begin with an empty one. It means every generation of the volume,
and that one alone where others are there.

Examples:
  mistctl prune                            list both, with the commands
  mistctl prune --confirm=4f2c9e1a7b3d     remove the apps, for this commit
  mistctl prune --confirm=shop_web_data    destroy this volume, for good

Exit codes: 0 nothing is held back, or done; 1 something is held back, or there
is nothing to confirm; 3 the volume must not be destroyed; else as apply`,
  run,
  writes: {
    isMeant: ({ options }) => typeof options['confirm'] === 'string',
    run: async (context) => (await import('../prune-confirmed.js')).pruneConfirmed(context),
  },
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, config, say, signal } = context
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live' }, signal)
  const refusal = explainLook(context, seen)
  if (refusal || !seen.plan) return refusal ? say.refuse(refusal) : exitOfFailure('internal')
  return list(context, seen.plan)
}

function list({ globals, say }: ReadContext, plan: Plan): ExitCode {
  const removals = plan.changes.filter(({ action }) => action === 'prune')
  if (globals.output !== 'table') {
    say.document({ revision: plan.revision, removals: removals.map(({ id, reason }) => ({ id, reason })), heldBack: heldBack(plan), keptVolumes: plan.keptVolumes, needsConfirmation: isMassDeletion(plan) })
  } else {
    say.answer(leftoverText(plan, say.paint) || 'Nothing is left over: the host holds only what git has.')
  }
  return heldBack(plan).length > 0 ? EXIT.no : EXIT.done
}
