/** `mistctl resume`: ends a suspension. */
import type { CommandSpec, WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'

export const resume: CommandSpec = {
  name: 'resume',
  summary: 'end a suspension',
  group: 'Operate',
  needs: 'write',
  source: 'optional',
  options: [],
  details: `mistd goes on at its next look; apply does at once what has been waiting.

Exit codes: 0 done, also when nothing was suspended; 2 usage, 4 no permission`,
  run,
}

async function run({ ports, globals, say }: WriteContext): Promise<ExitCode> {
  const suspension = ports.store.suspension()
  if (suspension) {
    ports.store.resume()
    ports.store.recordEvent({ type: 'resumed' }, { run: 0, time: ports.clock.nowIso() })
  }
  if (globals.output !== 'table') say.document({ resumed: suspension !== undefined, ...(suspension && { suspension }) })
  else if (suspension) say.answer(`Resumed, after ${suspension.by} had suspended it${suspension.reason === '' ? '' : ` (${suspension.reason})`}.\nNext: mistctl apply does at once what has been waiting; mistd does it at its next look`)
  else say.note('It was not suspended.')
  return Promise.resolve(EXIT.done)
}
