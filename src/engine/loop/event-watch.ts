/** Which events of the engine are worth a look. Events only ever say "look again"; what changed is found by looking. */
import type { Ports, RuntimeEvent } from '../../ports.js'
import { wordOf } from '../../model/word-of.js'

export interface EventWatch {
  readonly instance: string
  /** Without an event when some may have been lost. */
  readonly onChange: (event?: RuntimeEvent) => void
}

const REOPEN_MS = 1_000

/** Runs until the signal fires. The port reconnects by itself; should its stream end all the same, it is opened again. */
export async function watchEvents(ports: Pick<Ports, 'runtime' | 'clock' | 'emit'>, watch: EventWatch, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const cause = await follow(ports, watch, signal)
    if (signal.aborted) return
    ports.emit({ type: 'events-disconnected', cause })
    await ports.clock.sleep(REOPEN_MS, signal)
    watch.onChange()
  }
}

async function follow({ runtime }: Pick<Ports, 'runtime'>, watch: EventWatch, signal: AbortSignal): Promise<string> {
  try {
    for await (const event of runtime.events(signal)) {
      if (isWorthALook(event, watch.instance)) watch.onChange(event)
    }
    return 'the stream ended'
  } catch (error) {
    return wordOf(error)
  }
}

/** Health probes run as exec and would wake us every few seconds for every app. */
const QUIET = /^(exec_|attach|detach|top|resize|archive-path|export|copy|commit|health_status: healthy)/

/** Networks and volumes are matched without regard to labels: the engine leaves them out of connect and disconnect events. */
export function isWorthALook(event: RuntimeEvent, instance: string): boolean {
  if (event.kind === 'connected') return true
  if (event.kind === 'image') return false
  if (event.kind === 'container') return event.instance === instance && !QUIET.test(event.action)
  return event.instance === '' || event.instance === instance
}
