/** `mistctl events`: what happened, as it is recorded; with -f, as it happens. */
import type { RecordedEvent } from '../../model/event.js'
import { dayText, recordedEventText } from '../../render/event-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import { parseMoment } from '../durations.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { usage } from '../refusal.js'

export const events: CommandSpec = {
  name: 'events',
  summary: 'show what happened, step by step',
  group: 'Look',
  needs: 'read',
  source: 'optional',
  options: [
    { flags: '-f, --follow', description: 'go on with what happens from now on' },
    { flags: '--since <TIME>', description: 'from a time on: 10m, 2h, or 2026-03-01T10:00Z (default: the last 50 events)' },
  ],
  details: `Times are in UTC. Events hold no env values and no secrets. In this command -f
means --follow; a file is named by --file.

Examples:
  mistctl events --since 1h
  mistctl events -f
  mistctl events -o json           one JSON object per line

Exit codes: 0 done, 2 usage, 4 no permission, 130 ended by Ctrl-C`,
  run,
}

const LAST = 50
const BATCH = 1_000
const LOOK_EVERY_MS = 500

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, options, say, signal, io } = context
  const since = typeof options['since'] === 'string' ? parseMoment(options['since'], { nowIso: ports.clock.nowIso(), direction: 'past' }) : ''
  if (since === undefined) return say.refuse(usage(`--since ${String(options['since'])} is no time`, 'For example: --since 10m, or --since 2026-03-01T10:00Z'))
  const print = printer(context)
  const past = readAll(context)
  const shown = since === '' ? past.slice(-LAST) : past.filter(({ at }) => Date.parse(at) >= Date.parse(since))
  shown.forEach(print)
  if (options['follow'] !== true) {
    if (shown.length === 0) say.note(past.length === 0 ? 'No event is recorded yet.' : 'No event since then.')
    return EXIT.done
  }
  await follow(context, print, { after: past.at(-1)?.id ?? 0, signal: AbortSignal.any([signal, io.stdout.closed]) })
  return signal.aborted ? EXIT.interrupted : EXIT.done
}

function readAll({ ports }: ReadContext): readonly RecordedEvent[] {
  const all: RecordedEvent[] = []
  for (let batch = ports.store.events({ after: 0, limit: BATCH }); batch.length > 0; batch = ports.store.events({ after: all.at(-1)?.id ?? 0, limit: BATCH })) all.push(...batch)
  return all
}

type Print = (event: RecordedEvent) => void

function printer({ globals, say }: ReadContext): Print {
  let day = ''
  return (recorded) => {
    if (globals.output !== 'table') return say.record(recorded)
    if (dayText(recorded.at) !== day) say.answer(say.paint.bold(dayText(recorded.at)))
    day = dayText(recorded.at)
    say.answer(recordedEventText(recorded, say.paint))
  }
}

async function follow({ ports }: ReadContext, print: Print, { after, signal }: { readonly after: number; readonly signal: AbortSignal }): Promise<void> {
  let last = after
  while (!signal.aborted) {
    const batch = ports.store.events({ after: last, limit: BATCH })
    batch.forEach(print)
    last = batch.at(-1)?.id ?? last
    if (batch.length < BATCH) await ports.clock.sleep(LOOK_EVERY_MS, signal)
  }
}
