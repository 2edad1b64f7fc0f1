/** `mistctl volume ls`: the volumes of this instance, whose they are, and whether an app in git still uses them. Removes nothing; `use` is told apart by the type. */
import type { Look } from '../../engine/look.js'
import { look } from '../../engine/look.js'
import { standingOf } from '../../engine/volumes/volume-loss.js'
import { failureLine } from '../../model/failure.js'
import { baseVolume, generationOf } from '../../model/generation.js'
import type { VolumeDetail } from '../../ports.js'
import { volumesText } from '../../render/volume-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { idleFlag } from '../idle.js'
import { knownApps } from '../look-say.js'
import { checkSelector, refusedBy } from '../refusal.js'

export const volume: CommandSpec = {
  name: 'volume',
  summary: 'show the volumes that Mist made, or choose one',
  group: 'Look',
  needs: 'read',
  argument: { name: '<VERB>', description: 'ls or use', choices: ['ls', 'use'] },
  second: { name: '[SEL]', description: 'ls: project or app. use: a volume' },
  options: [{ flags: '--size', description: 'measure them: the engine reads every file for this' }],
  details: `A volume stays when its app or its line has left the file. It is then listed as
kept. Only mistctl prune --confirm=NAME destroys one, see mistctl help prune.
The app is the one under whose name the volume was made; after a rename that is
the former name.

Data that moved on, by an upgrade or a restore, lies in a volume whose name ends
in .g2, .g3 and so on, and the one before it is kept. volume use says which
counts, where Mist cannot tell any more or a person wants the other one: the
next pass replaces the container. It asks first, or takes --yes.

Examples:
  mistctl volume ls
  mistctl volume ls shop/web --size
  mistctl volume ls -o json
  mistctl volume use shop_db_data.g2

Exit codes: 0 shown or chosen, 1 declined, 2 usage, 3 it cannot be chosen, 4 no
connection`,
  idle: (typed) => idleFlag(volume, typed, { ls: ['--size'] }),
  run,
  writes: { isMeant: ({ argument }) => argument === 'use', run: async (context) => (await import('../use-volume.js')).useVolume(context) },
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

/** The generation that an app of git uses in its place. */
function successorOf(name: string, { desired }: Look): string | undefined {
  const names = desired?.apps.flatMap(({ volumes }) => volumes.map((volume) => volume.name)) ?? []
  return names.find((one) => one !== name && baseVolume(one) === baseVolume(name))
}

/** What git says of its app protects it as much as its label does. */
function lineOf(detail: VolumeDetail, seen: Look) {
  const isProtected = detail.protect ?? seen.desired?.apps.some(({ key, formerly, protect }) => protect && (key === detail.app || formerly === detail.app))
  const standing = standingOf(detail, seen)
  const movedTo = standing === 'kept' ? successorOf(detail.name, seen) : undefined
  return { ...detail, ...(isProtected && { protect: true as const }), standing, generation: generationOf(detail.name), ...(movedTo !== undefined && { movedTo }) }
}
