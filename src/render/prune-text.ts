/** What git no longer has and the host still holds: what the next pass removes, what is held back and why, and volumes, which stay. */
import type { Blocked, Plan } from '../model/plan.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'

export function leftoverText(plan: Plan, paint: Paint): string {
  const sections = [
    section(paint.bold('Removed by the next apply:'), plan.changes.filter(({ action }) => action === 'prune').map(({ id, reason }) => `- ${id} (${reason})`)),
    section(paint.bold('Held back:'), heldBackLines(plan)),
    section(paint.bold('Volumes that no app uses any more (kept until one is named):'), plan.keptVolumes.map((name) => `  ${name}`)),
    nextText(plan),
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

export function heldBack({ blocked }: Plan): readonly Blocked[] {
  return blocked.filter(({ action }) => action === 'prune')
}

/** One reason usually holds back many things: it is told once, below them. */
function heldBackLines(plan: Plan): readonly string[] {
  const messages = [...new Set(heldBack(plan).map(({ message }) => message))]
  return messages.flatMap((message) => [...heldBack(plan).filter((one) => one.message === message).map(({ id }) => `x ${id}`), `  ${message}`])
}

export function isMassDeletion(plan: Plan): boolean {
  return plan.blocked.some(({ reason }) => reason === 'mass-deletion')
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${stripControls(line)}`)].join('\n')
}

function nextText(plan: Plan): string {
  const { commit } = plan.revision
  const lines = [
    ...(isMassDeletion(plan) ? [`Next: mistctl prune --confirm=${commit.slice(0, 12)} removes it, for this commit and no other`] : []),
    ...plan.keptVolumes.map((name) => `To destroy a volume and its data for good: mistctl prune --confirm=${stripControls(name)}`),
  ]
  return lines.join('\n')
}
