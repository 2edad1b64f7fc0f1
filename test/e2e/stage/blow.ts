/** Ends mistd with SIGKILL at the very moment of something that it says or does. What must be right afterwards is the tests' business. */
import { until } from '../../support/until.js'
import type { Stage } from '../stage.js'
import { eventsIn, type LoggedEvent } from './watch.js'

const LOOK_EVERY_MS = 2
const TIMEOUT_MS = 180_000

export interface Blow {
  /** What it said between the mark and its death. */
  readonly said: readonly LoggedEvent[]
}

/** `moment` is asked again and again with what was said since the mark. */
export async function killWhen(stage: Pick<Stage, 'mistd'>, { mark, moment }: { readonly mark: number; readonly moment: (said: readonly LoggedEvent[]) => boolean }): Promise<Blow> {
  const said = (): readonly LoggedEvent[] => eventsIn(stage.mistd.log(mark))
  await until('the moment to kill mistd', () => moment(said()), { everyMs: LOOK_EVERY_MS, timeoutMs: TIMEOUT_MS }).catch((error: unknown) => {
    throw new Error(`${String(error)}\nmistd said: ${said().map(({ event, step = '' }) => `${event} ${String(step)}`).join(', ')}`, { cause: error })
  })
  await stage.mistd.kill9()
  return { said: said() }
}

/** The steps of an app that were begun, each once, as `stop-container`. */
export function stepsOf(said: readonly LoggedEvent[], app: string): readonly string[] {
  return [...new Set(said.filter((line) => line.event === 'step-started' && line['app'] === app).map((line) => String(line['step'])))]
}

export function hasBegun(said: readonly LoggedEvent[], { app, step }: { readonly app: string; readonly step: string }): boolean {
  return said.some((line) => line.event === 'step-started' && line['app'] === app && line['step'] === step)
}
