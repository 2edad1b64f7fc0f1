/** `mistctl suspend`: freezes new revisions and healing, and notes who did so, why, and until when. */
import type { Suspension } from '../../model/run.js'
import { minuteText } from '../../render/time-text.js'
import type { CommandSpec, WriteContext } from '../command.js'
import { parseMoment } from '../durations.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { usage } from '../refusal.js'

export const suspend: CommandSpec = {
  name: 'suspend',
  summary: 'change nothing until resumed',
  group: 'Operate',
  needs: 'write',
  source: 'optional',
  options: [
    { flags: '--reason <TEXT>', description: 'why, for those who will wonder' },
    { flags: '--for <TIME>', description: 'resume by itself after this time, for example 2h' },
    { flags: '--until <TIME>', description: 'resume by itself at this time, for example 2026-03-01T18:00Z' },
  ],
  details: `While suspended, neither mistd nor apply changes anything: no new revision, no
healing of drift. What runs keeps running, and status says what waits, who
suspended it, why and until when.

Examples:
  mistctl suspend --reason "moving the database" --for 2h
  mistctl suspend --until 2026-03-01T18:00Z

Exit codes: 0 done, 2 usage, 4 no permission`,
  idle: ({ options }) => (options['for'] !== undefined && options['until'] !== undefined ? usage('two ends of the suspension are given', 'Keep one of --for and --until.') : undefined),
  run,
}

async function run(context: WriteContext): Promise<ExitCode> {
  const { ports, options, globals, say, io } = context
  const until = untilOf(context)
  if (until === 'wrong') return say.refuse(usage('the end of the suspension is no time in the future', 'Give one of: --for 2h, or --until 2026-03-01T18:00Z'))
  const since = ports.clock.nowIso()
  const suspension: Suspension = { by: io.user, reason: typeof options['reason'] === 'string' ? options['reason'].trim() : '', since, ...(until !== undefined && { until }) }
  ports.store.suspend(suspension)
  ports.store.recordEvent({ type: 'suspended', suspension }, { run: 0, time: since })
  if (globals.output !== 'table') say.document({ suspension })
  else say.answer(`Suspended ${until === undefined ? 'until resumed' : `until ${minuteText(until)}`}: nothing on this host is changed by Mist.\nNext: mistctl resume`)
  return Promise.resolve(EXIT.done)
}

function untilOf({ options, ports }: WriteContext): string | undefined | 'wrong' {
  const [duration, moment] = [options['for'], options['until']]
  const text = duration ?? moment
  if (text === undefined) return undefined
  if (typeof text !== 'string') return 'wrong'
  const nowIso = ports.clock.nowIso()
  const until = parseMoment(text, { nowIso, direction: 'future' })
  return until === undefined || until <= nowIso ? 'wrong' : until
}
