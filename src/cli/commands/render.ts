/** `mistctl render`: the configuration with every default spelled out, as it would run. */
import { look } from '../../engine/look.js'
import type { DesiredState } from '../../model/state.js'
import { resolvedView } from '../../render/resolved-view.js'
import { toYaml } from '../../render/yaml.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT, exitOfFailure } from '../exit.js'
import { explainLook } from '../look-say.js'
import { checkSelector } from '../refusal.js'

export const render: CommandSpec = {
  name: 'render',
  summary: 'show the configuration with every default spelled out',
  group: 'Write',
  needs: 'read',
  argument: { name: '[SEL]', description: 'project or project/app' },
  options: [],
  details: `Prints what git asks for after all short forms, defaults, names and references
are resolved, as YAML. It does not look at what runs. Env values are shown as
they stand in the file. Apps whose source or secrets cannot be had stand below
unresolved with the reason, only those of SEL, and leave the exit code at 0.

Examples:
  mistctl render
  mistctl render shop/web -f .
  mistctl render -o json

Exit codes: 0 done, 2 invalid file or usage, 4 the source cannot be reached`,
  run,
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, config, argument, globals, say, signal } = context
  const seen = await look(ports, config, { fetch: 'remote', freshness: 'cached' }, signal)
  const { failure: _, ...aboutSource } = seen
  // The engine may be away: nothing of it is shown here.
  const refusal = explainLook(context, seen.desired ? aboutSource : seen)
  if (!seen.desired) return refusal ? say.refuse(refusal) : exitOfFailure('internal')
  const selected = checkSelector(argument, [...seen.desired.apps, ...seen.desired.unresolved].map(({ key }) => key))
  if (!selected.ok) return say.refuse(selected.error)
  const view = viewOf(seen.desired, argument)
  if (globals.output === 'json') say.document(view)
  else say.answer(toYaml(view))
  return EXIT.done
}

function viewOf(desired: DesiredState, selector: string | undefined): Readonly<Record<string, unknown>> {
  const isWanted = ({ key }: { readonly key: string }): boolean => selector === undefined || key === selector || key.startsWith(`${selector}/`)
  return resolvedView(desired, { apps: desired.apps.filter(isWanted), unresolved: desired.unresolved.filter(isWanted) })
}
