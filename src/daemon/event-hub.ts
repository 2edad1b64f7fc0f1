/** Where the events of this process meet those who listen: the log, the metrics, the streams, the watchdog. */
import type { ReconcileEvent } from '../model/event.js'
import type { Emit } from '../ports.js'

export interface EventHub {
  readonly emit: Emit
  /** Answers with the function that ends the listening. */
  listen(listener: Emit): () => void
}

export function createEventHub(): EventHub {
  const listeners = new Set<Emit>()
  return {
    emit: (event: ReconcileEvent) => {
      for (const listener of listeners) listener(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}
