/** `mistctl diff`: what apply would do. It is handed ports that can only look. */
import type { Look } from '../../engine/look.js'
import { look } from '../../engine/look.js'
import { activeSuspension } from '../../engine/loop/suspension.js'
import type { Plan } from '../../model/plan.js'
import { withoutHiddenEnv } from '../../render/hidden-env.js'
import { planText } from '../../render/plan-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT, exitOfFailure } from '../exit.js'
import { explainLook, knownApps, nextCommand } from '../look-say.js'
import { checkSelector } from '../refusal.js'

export const diff: CommandSpec = {
  name: 'diff',
  summary: 'show what apply would change, and why',
  group: 'Converge',
  needs: 'read',
  argument: { name: '[SEL]', description: 'project or project/app' },
  options: [{ flags: '--exit-zero', description: 'exit 0 also when something differs' }],
  details: `Compares git with the containers that really run and the routes that are really
served. Changes nothing.

Signs: + create, ~ change in place, -/+ replace, - remove,
       ! changed by hand on the host, x held back

Examples:
  mistctl diff                     everything
  mistctl diff shop/web            one app
  mistctl diff -f .                this folder instead of the configured source
  mistctl diff -o json             the plan as data

Exit codes: 0 nothing differs, 1 something differs, 2 invalid file or usage, 4
no connection, 5 timed out`,
  run,
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, config, argument, globals, say, signal } = context
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'live', ...(argument !== undefined && { selector: argument }) }, signal)
  const refusal = explainLook(context, seen)
  if (globals.output !== 'table') say.document(documentOf(seen))
  if (refusal || !seen.plan) return refusal ? say.refuse(refusal) : exitOfFailure('internal')
  const selected = checkSelector(argument, knownApps(seen))
  if (!selected.ok) return say.refuse(selected.error)
  if (globals.output === 'table') sayPlan(context, seen.plan)
  return exitOf(context, seen.plan)
}

function documentOf({ revision, plan, failure, diagnostics }: Look): object {
  return { ...(revision && { revision }), ...(plan && { plan: withoutHiddenEnv(plan) }), ...(failure && { failure }), diagnostics }
}

function sayPlan(context: ReadContext, plan: Plan): void {
  const { ports, say } = context
  say.answer(planText(plan, { paint: say.paint, env: 'shown', nowIso: ports.clock.nowIso(), next: nextCommand(context, 'apply') }))
  saySuspension(context)
}

function saySuspension({ ports, say }: ReadContext): void {
  const suspension = activeSuspension(ports.store, ports.clock)
  if (suspension) say.note(`Suspended by ${suspension.by}${suspension.reason === '' ? '' : ` (${suspension.reason})`}: apply changes nothing until: mistctl resume`)
}

function exitOf({ options }: ReadContext, { changes, blocked }: Plan): ExitCode {
  if (options['exitZero'] === true) return EXIT.done
  return changes.length + blocked.length > 0 ? EXIT.no : EXIT.done
}
