/** Follows the log of an app's builds: what is written from now on, and that of the next build too. Ends with the signal alone. */
import { growthOf } from '../engine/apply/log-growth.js'
import type { AppKey } from '../model/resource.js'
import type { ReadPorts } from '../ports.js'

const LOOK_EVERY_MS = 500

export interface FollowedBuild {
  readonly app: AppKey
  readonly run?: number
  readonly print: (line: string) => void
}

export async function followBuild({ store, clock }: Pick<ReadPorts, 'store' | 'clock'>, { app, run, print }: FollowedBuild, signal: AbortSignal): Promise<void> {
  let printed: readonly string[] = []
  while (!signal.aborted) {
    const lines = store.buildLog({ app, ...(run !== undefined && { run }) })
    growthOf(printed, lines).lines.forEach(print)
    printed = lines
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}
