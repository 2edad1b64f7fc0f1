/**
 * Notices, while a pass is at work, that the source has moved on, so that nobody waits for a release that is already outdated.
 * It only asks once the pass has begun to apply: before that, the pass itself reads the newest commit.
 */
import type { RepositoryRef } from '../model/resource.js'
import type { Clock, SourcePort } from '../ports.js'
import { linkSignals } from '../signals.js'

export interface NewerWatch {
  /** Something said that there may be a new commit. */
  look(): void
  /** Watches during one pass. */
  during(signal: AbortSignal, everyMs: number): PassWatch
}

export interface PassWatch {
  readonly isSuperseded: (commit: string) => boolean
  end(): void
}

export interface NewerTools {
  readonly ports: { readonly source: SourcePort; readonly clock: Clock }
  readonly repository: RepositoryRef
}

export function createNewerWatch({ ports, repository }: NewerTools): NewerWatch {
  let wakeUp: (() => void) | undefined
  return {
    look: () => wakeUp?.(),
    during: (signal, everyMs) => {
      const over = linkSignals(signal)
      let newest: string | undefined
      let isWatching = false
      const watch = async (): Promise<void> => {
        while (!over.signal.aborted) {
          const call = linkSignals(over.signal)
          wakeUp = call.fire
          await ports.clock.sleep(everyMs, call.signal)
          if (over.signal.aborted) return
          const found = await ports.source.fetch(repository, over.signal)
          if (found.ok) newest = found.value.commit
        }
      }
      return {
        isSuperseded: (commit) => {
          if (!isWatching) {
            isWatching = true
            void watch()
          }
          return newest !== undefined && newest !== commit
        },
        end: () => {
          wakeUp = undefined
          over.fire()
          over.release()
        },
      }
    },
  }
}
