/**
 * Keeps the service manager informed: ready, a line of status, and a sign of life as long as the loop moves. A loop that says
 * nothing for far longer than its longest silence is stuck, and the manager may restart us: nothing is lost by that.
 */
import type { Loop } from '../engine/loop.js'
import type { EventHub } from './event-hub.js'

export interface ServiceNotifier {
  readonly watchdogMs?: number
  notify(assignments: readonly string[]): Promise<void>
}

export interface ServiceOptions {
  readonly loop: Pick<Loop, 'onReport'>
  readonly hub: EventHub
  readonly notifier: ServiceNotifier
  /** The longest that a healthy loop may be silent. */
  readonly silenceMs: number
  readonly monotonicMs: () => number
}

export function watchService({ loop, hub, notifier, silenceMs, monotonicMs }: ServiceOptions): () => void {
  let movedAt = monotonicMs()
  let said = ''
  const stops = [
    hub.listen(() => { movedAt = monotonicMs() }),
    loop.onReport((report) => {
      movedAt = monotonicMs()
      if (report.verdict === said) return
      said = report.verdict
      void notifier.notify([`STATUS=${report.verdict}`])
    }),
  ]
  const beat = (): void => {
    if (monotonicMs() - movedAt < silenceMs) void notifier.notify(['WATCHDOG=1'])
  }
  const clock = notifier.watchdogMs === undefined ? undefined : setInterval(beat, notifier.watchdogMs / 2)
  void notifier.notify(['READY=1'])
  return () => {
    clearInterval(clock)
    for (const stop of stops) stop()
    void notifier.notify(['STOPPING=1'])
  }
}
