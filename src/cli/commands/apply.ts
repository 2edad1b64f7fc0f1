/** `mistctl apply`: makes the host what git says, now, by the same engine as mistd and under the same lease. */
import { applyNow } from '../apply-now.js'
import type { CommandSpec } from '../command.js'

export const apply: CommandSpec = {
  name: 'apply',
  summary: 'make this host what git says, now',
  group: 'Converge',
  needs: 'write',
  argument: { name: '[SEL]', description: 'project or project/app' },
  options: [{ flags: '--retry', description: 'try releases again that failed before with the same spec' }],
  details: `Fetches the source, shows the plan and executes exactly that plan. If mistd or
another apply is at work, it waits for its turn and says behind whom: up to a
minute, or as long as --timeout allows. What failed because of the host or the
network is tried again; a release that failed by its own fault is held until
its spec changes, or until --retry. Until then the app is kept, and healed, as
its last release had it.

On a terminal it asks before it removes what git no longer has; with --yes,
--no-input or without a terminal it does not. A commit that would remove most
of the host is refused in any case; see: mistctl prune --help. Volumes are
never removed.

Ctrl-C stops at a safe point; apply again to go on from there.

Examples:
  mistctl apply                    everything
  mistctl apply shop/web           one app, and what it needs
  mistctl apply --retry shop/web   once more, although it was rejected
  mistctl apply -f . --yes         the mist.yaml of this folder
  mistctl apply --progress json    progress as lines of JSON on stderr

Exit codes: 0 done, 1 declined, 2 invalid file or usage, 3 failed in whole or
in part, or held back, 4 no connection, 5 timed out`,
  run: (context) => applyNow(context, { consent: context.globals.consent, rejected: context.options['retry'] === true ? 'tried' : 'held', ...(context.argument !== undefined && { selector: context.argument }) }),
}
