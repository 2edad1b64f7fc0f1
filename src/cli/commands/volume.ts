/** `mistctl volume ls`: the volumes of this instance, whose they are, and whether an app in git still uses them. Removes nothing. */
import type { Look } from '../../engine/look.js'
import { look } from '../../engine/look.js'
import { standingOf } from '../../engine/volume-loss.js'
import { failureLine } from '../../model/failure.js'
import type { VolumeDetail } from '../../ports.js'
import { volumesText } from '../../render/volume-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { knownApps } from '../look-say.js'
import { checkSelector, refusedBy } from '../refusal.js'

export const volume: CommandSpec = {
  name: 'volume',
  summary: 'show the volumes that Mist made',
  group: 'Look',
  needs: 'read',
  argument: { name: '<VERB>', description: 'ls', choices: ['ls'] },
  second: { name: '[SEL]', description: 'project or project/app' },
  options: [{ flags: '--size', description: 'measure them: the engine reads every file for this' }],
  details: `A volume stays when its app or its line has left the file. It is then listed as
kept. Only mistctl prune --confirm=NAME destroys one, see mistctl help prune.
The app is the one under whose name the volume was made; after a rename that is
the former name.

Examples:
  mistctl volume ls
  mistctl volume ls shop/web --size
  mistctl volume ls -o json

Exit codes: 0 shown, 2 usage, 4 no connection`,
  run,
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, config, options, second, globals, say, signal } = context
  const seen = await look(ports, config, { fetch: 'local', freshness: 'cached' }, signal)
  const told = await ports.runtime.volumes({ sizes: options['size'] === true ? 'measured' : 'skipped' }, signal)
  if (!told.ok) return say.refuse(refusedBy(told.error))
  const selected = checkSelector(second, [...knownApps(seen), ...told.value.map(({ app }) => app)])
  if (!selected.ok) return say.refuse(selected.error)
  if (seen.failure) say.warn(`${say.errorPaint.yellow('warning:')} ${failureLine(seen.failure)}; so it is not known which volumes git uses`)
  const volumes = told.value.filter(({ app }) => second === undefined || app === second || app.startsWith(`${second}/`)).map((one) => lineOf(one, seen))
  if (globals.output !== 'table') say.document({ volumes })
  else say.answer(volumes.length === 0 ? 'There are no volumes.' : volumesText(volumes, { paint: say.paint, nowIso: ports.clock.nowIso() }))
  return EXIT.done
}

/** What git says of its app protects it as much as its label does. */
function lineOf(detail: VolumeDetail, seen: Look) {
  const isProtected = detail.protect ?? seen.desired?.apps.some(({ key, formerly, protect }) => protect && (key === detail.app || formerly === detail.app))
  return { ...detail, ...(isProtected && { protect: true as const }), standing: standingOf(detail, seen) }
}
