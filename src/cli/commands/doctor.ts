/** `mistctl doctor`: looks at everything that Mist stands on, and says for each part that is not well what to do. */
import { checksText } from '../../render/check-text.js'
import type { CommandSpec, PlainContext } from '../command.js'
import { examine } from '../doctor/examine.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'

export const doctor: CommandSpec = {
  name: 'doctor',
  summary: 'check everything that Mist stands on',
  group: 'Operate',
  needs: 'nothing',
  source: 'optional',
  options: [],
  details: `Checks Node, settings, state directory, disk, history, the small files of the
state directory, the engine and its socket, the source, git and ssh, the clock,
the ports, Traefik, the range for networks, and mistd. It changes nothing, but
it does fetch the source.

Exit codes: 0 all is well (warnings are allowed), 1 something fails, 2 usage`,
  run,
}

async function run(context: PlainContext): Promise<ExitCode> {
  const checks = await examine(context)
  if (context.globals.output !== 'table') context.say.document({ checks })
  else context.say.answer(checksText(checks, context.say.paint))
  return checks.some(({ result }) => result === 'fail') ? EXIT.no : EXIT.done
}
