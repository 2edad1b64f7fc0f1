/** `mistctl history`: past runs, newest first. */
import type { Run } from '../../model/run.js'
import { historyText } from '../../render/history-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { parseCount } from '../numbers.js'
import { checkSelector, usage } from '../refusal.js'

export const history: CommandSpec = {
  name: 'history',
  summary: 'list past runs and what they came to',
  group: 'Look',
  needs: 'read',
  source: 'optional',
  argument: { name: '[SEL]', description: 'project or project/app' },
  options: [{ flags: '-n, --limit <N>', description: 'how many runs (default: 20)' }],
  details: `A run is kept when it did something or came to another end than the one before;
a host that stays as it is writes no history.

Examples:
  mistctl history
  mistctl history shop/web -n 5
  mistctl history -o json          with every change, refusal and failure

Exit codes: 0 done, 2 usage, 4 no permission`,
  run,
}

const DEFAULT_LIMIT = 20
const ALL = 2_000

async function run({ ports, argument, options, globals, say }: ReadContext): Promise<ExitCode> {
  const limit = parseCount(options['limit'], DEFAULT_LIMIT)
  if (limit === undefined || limit === 'all') return say.refuse(usage('--limit is no number above zero', 'For example: --limit 50'))
  const runs = argument === undefined ? ports.store.runs({ limit }) : ports.store.runs({ limit: ALL })
  const selected = checkSelector(argument, argument === undefined ? [] : runs.flatMap(appsOf))
  if (!selected.ok) return say.refuse(selected.error)
  const shown = runs.filter((one) => argument === undefined || appsOf(one).some((app) => app === argument || app.startsWith(`${argument}/`))).slice(0, limit)
  if (globals.output !== 'table') say.document({ runs: shown })
  else if (shown.length === 0) say.note('No run is recorded yet.')
  else say.answer(historyText(shown, { paint: say.paint, nowIso: ports.clock.nowIso() }))
  return Promise.resolve(EXIT.done)
}

function appsOf({ outcomes, blocked }: Run): readonly string[] {
  return [...outcomes, ...blocked].flatMap(({ app }) => app ?? [])
}
