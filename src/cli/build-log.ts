/** Follows the log of an app's builds: what is written from now on, and that of the next build too. Ends with the signal alone. */
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
    newIn(lines, printed).forEach(print)
    printed = lines
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/** A log only grows; one that does not go on from where it was belongs to another build. */
function newIn(lines: readonly string[], printed: readonly string[]): readonly string[] {
  const last = printed.length - 1
  const goesOn = lines.length >= printed.length && lines[0] === printed[0] && lines[last] === printed[last]
  return goesOn ? lines.slice(printed.length) : lines
}
