/**
 * The engine's events, for ever: reconnects with growing pauses and says `connected` each time, because what happened meanwhile
 * was lost. Every event passes the inspection cache before anybody else sees it.
 */
import { LABEL_APP, LABEL_INSTANCE, LABEL_PROJECT, LABEL_SCRATCH } from '../../../model/labels.js'
import { appKey } from '../../../model/resource.js'
import type { RuntimeEvent } from '../../../ports.js'
import { onAbort } from '../transport/abort.js'
import { pause } from '../bounded.js'
import type { Observer } from './observe.js'
import type { Queue } from '../transport/queue.js'
import { createQueue } from '../transport/queue.js'
import type { EngineStream } from '../transport/stream.js'
import { jsonLines } from '../transport/stream.js'
import { createStrangers } from './strangers.js'
import type { WireEvent } from '../wire.js'

/** Health checks run a command in the container again and again; their exec events would wake everybody for nothing. */
const FILTERS = JSON.stringify({
  type: ['container', 'network', 'volume', 'image'],
  event: [
    'create', 'start', 'die', 'oom', 'pause', 'unpause', 'rename', 'update', 'destroy', 'remove', 'health_status', 'connect', 'disconnect',
    'tag', 'untag', 'delete', 'pull', 'import', 'load',
  ],
})

const CONNECTED: RuntimeEvent = { kind: 'connected', action: 'connected', id: '', instance: '' }

/** More than this unread means that the reader is busy; it has to look at everything again anyway. */
const MOST_UNREAD = 10_000

/** Reading goes on while the consumer is busy: the inspection cache must hear of a change at once, not when somebody has time. */
export async function* watchEvents(observer: Watcher, signal: AbortSignal): AsyncGenerator<RuntimeEvent> {
  const queue = createQueue(MOST_UNREAD, CONNECTED)
  const stop = new AbortController()
  const ignoreAbort = onAbort(signal, () => { stop.abort() })
  const pumping = pump(observer, queue, stop.signal)
  try {
    yield* queue.items
  } finally {
    ignoreAbort()
    stop.abort()
    await pumping
  }
}

type Watcher = Pick<Observer, 'engine' | 'inspections' | 'instance'>

async function pump(observer: Watcher, queue: Queue<RuntimeEvent>, signal: AbortSignal): Promise<void> {
  const { engine } = observer
  let waitMs = engine.deadlines.reconnectMs
  while (!signal.aborted) {
    // A quiet host is no fault: there is no bound on silence, and a local socket cannot be half open.
    const opened = await engine.open('/events', { filters: FILTERS }, { signal, silenceMs: 0, totalMs: 0 })
    if (opened.ok) {
      waitMs = engine.deadlines.reconnectMs
      await readEvents(observer, opened.value, queue)
    }
    engine.forgetVersion()
    await pause(waitMs, signal)
    waitMs = Math.min(waitMs * 2, engine.deadlines.reconnectMaxMs)
  }
  queue.close()
}

async function readEvents({ inspections, instance }: Watcher, stream: EngineStream, queue: Queue<RuntimeEvent>): Promise<void> {
  const strangers = createStrangers(instance)
  inspections.connected()
  queue.push(CONNECTED)
  for await (const event of jsonLines<WireEvent>(stream.chunks)) {
    inspections.note(event)
    const decoded = strangers.isAbout(event) ? undefined : decodeEvent(event)
    if (decoded) queue.push(decoded)
  }
  inspections.disconnected()
}

const KINDS = ['container', 'network', 'volume', 'image'] as const

/** What becomes of scratch is worth nobody's look. Of an image event the id is what was tagged or deleted; of all others it is the engine's id (volumes: the name). */
export function decodeEvent(event: WireEvent): RuntimeEvent | undefined {
  const kind = KINDS.find((known) => known === event.Type)
  if (!kind) return undefined
  const labels = event.Actor?.Attributes ?? {}
  return { kind, action: event.Action ?? '', id: event.Actor?.ID ?? '', instance: labels[LABEL_SCRATCH] === undefined ? (labels[LABEL_INSTANCE] ?? '') : '', ...eventApp(labels) }
}

function eventApp({ [LABEL_PROJECT]: project, [LABEL_APP]: app }: Readonly<Record<string, string>>): Pick<RuntimeEvent, 'app'> {
  return project && app ? { app: appKey(project, app) } : {}
}
