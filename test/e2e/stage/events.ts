/** The whole history of events of a stage, page by page, as mistd tells it. */
import type { Stage } from '../stage.js'

export interface StageEvent {
  readonly id: number
  readonly at: string
  readonly type: string
  readonly details: { readonly app?: string; readonly step?: string; readonly subject?: string; readonly durationMs?: number }
}

export async function allEvents(stage: Pick<Stage, 'api'>, after = 0): Promise<readonly StageEvent[]> {
  const events: StageEvent[] = []
  for (;;) {
    const { body } = await stage.api(`/api/v1/events?after=${String(events.at(-1)?.id ?? after)}`)
    const page = (JSON.parse(body) as { readonly events: readonly StageEvent[] }).events
    if (page.length === 0) return events
    events.push(...page)
  }
}
