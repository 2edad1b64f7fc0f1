/** Backups belong to no pass; a reader of the history wants to see them all the same. */
import type { ReconcileEvent } from '../../model/event.js'
import type { Ports } from '../../ports.js'

export function announce({ store, clock, emit }: Pick<Ports, 'store' | 'clock' | 'emit'>, event: ReconcileEvent): void {
  store.recordEvent(event, { run: 0, time: clock.nowIso() })
  emit(event)
}
