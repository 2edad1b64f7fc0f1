/**
 * All that the HTTP endpoint can see of Mist. It is smaller than the ports on purpose: nothing here changes anything but `wake`,
 * which says "look again" and carries nothing.
 */
import type { AskedLook } from '../../engine/loop/asked-looks.js'
import type { StatusReport } from '../../model/run.js'
import type { LogLine, LogQuery, StoreReader } from '../../ports.js'

export interface StatusSource {
  /** Undefined until the host has been looked at. */
  report(): StatusReport | undefined
  /** Answers with the function that ends the listening. */
  onReport(listener: (report: StatusReport) => void): () => void
  /** Fires when history may have grown; what is new is read from `history`. */
  onHistory(listener: () => void): () => void
  readonly history: Pick<StoreReader, 'lastRun' | 'runs' | 'events' | 'buildLog'>
  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine>
  /** Whether the container engine answers right now. */
  isEngineReachable(signal: AbortSignal): Promise<boolean>
  wake(): void
  /** The id of a look that can be followed, which begins with the next pass; undefined while nothing can be asked. */
  ask(): string | undefined
  asked(id: string): AskedLook | undefined
  nowIso(): string
}
