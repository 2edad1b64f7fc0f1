/** `mistctl rollback`: brings an earlier release of one app back at once, and holds the app there until git changes it. Here the releases are listed. */
import type { CommandSpec, ReadContext, Typed } from '../command.js'
import type { ExitCode } from '../exit.js'
import { listReleases } from '../list-releases.js'
import { helpOf } from '../idle.js'
import type { Refusal } from '../refusal.js'
import { namedApp, usage } from '../refusal.js'

export const rollback: CommandSpec = {
  name: 'rollback',
  summary: 'bring an earlier release of an app back, now',
  group: 'Converge',
  needs: 'read',
  argument: { name: '<APP>', description: 'project/app' },
  second: { name: '[RELEASE]', description: 'its number; the release before the current one unless told' },
  options: [
    { flags: '--list', description: 'show the releases that there are' },
    { flags: '--undo', description: 'let git decide about the app again' },
  ],
  details: `Brings back image, env, routes, limits and mounts of that release together,
from what is on this host: nothing is built or pulled. Data in volumes is not
touched. The app is then held at that release until a commit changes the app, or
until --undo; other apps go on as git says. To make it last, revert the commit
that is named at the end.

It takes the same lease as apply and shows its plan. If the earlier release does
not come up, what runs keeps running and the app is not held.

Examples:
  mistctl rollback shop/web            the release before the current one
  mistctl rollback shop/web --list
  mistctl rollback shop/web 12
  mistctl rollback shop/web --undo     what git says, now

Exit codes: 0 done, 1 there is nothing to undo, 2 no such release or app, else
as apply`,
  idle,
  run,
  writes: {
    isMeant: ({ options }) => options['list'] !== true,
    run: async (context) => (await import('../roll-back.js')).rollBack(context),
  },
}

function idle({ second, options }: Typed): Refusal | undefined {
  const flags = (['list', 'undo'] as const).filter((name) => options[name] === true)
  if (flags.length > 1) return usage('--list and --undo are two things', 'Keep one of them.')
  return flags.length > 0 && second !== undefined ? usage(`rollback --${flags[0] ?? ''} takes no release`, helpOf('rollback')) : undefined
}

async function run(context: ReadContext): Promise<ExitCode> {
  const app = namedApp(context.argument)
  return app.ok ? listReleases(context, app.value) : context.say.refuse(app.error)
}
