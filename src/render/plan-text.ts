/**
 * A plan as text: what `mistctl diff` prints. Sign and word, never colour alone; the tally and the next command stand last, where
 * the eye lands.
 */
import { groupedBy } from '../model/compare.js'
import type { Blocked, Change, FieldChange, Plan } from '../model/plan.js'
import { stripControls } from './escape.js'
import { isOfHost } from './hidden-env.js'
import type { Paint } from './paint.js'
import type { Category, ChangeGroup } from './plan-words.js'
import { categoryOf, signOf, wordsOf } from './plan-words.js'
import { deciderText, keptText, pinText } from './release-text.js'
import { revisionText } from './revision-text.js'
import { agoText } from './time-text.js'

export interface PlanTextOptions {
  readonly paint: Paint
  /** Env values stand in the repository; still they need not stand in every log. */
  readonly env: 'shown' | 'hidden'
  /** For ages. Without it they are counted from the observation. */
  readonly nowIso?: string
  /** What to run next; `mistctl apply` unless told. */
  readonly next?: string
}

/** Ends with a line break. */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const width = Math.max(MIN_SUBJECT, ...[...plan.changes.map(subjectOf), ...plan.blocked.map(blockedSubject)].map((subject) => subject.length))
  const layout = { ...options, width }
  const sections = [
    [headerText(plan, options)],
    changeLines(plan, layout),
    blockedLines(plan.blocked, layout),
    plan.keptVolumes.map((name) => `Kept: volume ${name}, which no app uses any more. Once nobody needs its data: mistctl prune --confirm=${name}`),
    (plan.pins ?? []).map((pin) => `Held: ${pinText(pin, options.nowIso ?? plan.observedAt)}. To let git decide: mistctl rollback ${pin.app} --undo`),
    (plan.kept ?? []).map((kept) => `Kept: ${keptText(kept)}`),
    closingLines(plan, options),
  ]
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.map((line) => line.trimEnd()).join('\n')}\n`).join('\n')
}

const MIN_SUBJECT = 18
const SIGN_WIDTH = 3
const INDENT = ' '.repeat(SIGN_WIDTH + 3)

interface Layout extends PlanTextOptions {
  readonly width: number
}

function headerText(plan: Plan, { nowIso = plan.observedAt, paint }: PlanTextOptions): string {
  const observed = nowIso === plan.observedAt ? '' : `, observed ${agoText(plan.observedAt, nowIso)}`
  return `${paint.bold(revisionText(plan.revision, nowIso))} → instance ${plan.instance}${observed}`
}

function changeLines(plan: Plan, layout: Layout): readonly string[] {
  const apps = new Map(plan.apps.map((app) => [app.key, app]))
  const deciders = new Map([...(plan.pins ?? []), ...(plan.kept ?? [])].map((one) => [one.app, deciderText(one)]))
  const alike = groupedBy(plan.changes, (change) => [subjectOf(change), change.kind, change.kind === 'container' ? '' : change.id, change.action, change.reason, fieldsKey(change)].join('\u0001'))
  return [...alike.values()].flatMap((changes) => {
    const [first] = changes
    if (!first) return []
    const app = first.app === undefined ? undefined : apps.get(first.app)
    const decidedBy = first.app === undefined ? undefined : deciders.get(first.app)
    return groupLines({ first, count: changes.length, ...(app && { app }), ...(decidedBy !== undefined && { decidedBy }) }, layout)
  })
}

/** A volume and a route speak for themselves; of containers those with equal fields are told together. */
function fieldsKey({ fields }: Change): string {
  return JSON.stringify(fields)
}

function groupLines(group: ChangeGroup, layout: Layout): readonly string[] {
  const { sign, colour } = signOf(categoryOf(group.first))
  const { paint, width } = layout
  const isMixed = new Set(group.first.fields.map(({ cause }) => cause)).size > 1
  const line = `${paint[colour](sign.padStart(SIGN_WIDTH))} ${subjectOf(group.first).padEnd(width)}  ${stripControls(wordsOf(group))}`
  return [line, ...fieldLines(group.first.fields, isOfHost(group.first) ? { ...layout, env: 'hidden' } : layout, isMixed ? 'mixed' : 'one')]
}

function subjectOf(change: Change): string {
  if (change.app !== undefined) return change.app
  return `network ${change.kind === 'network' ? (change.action === 'create' ? change.spec.name : change.live.name) : change.id}`
}

function fieldLines(fields: readonly FieldChange[], layout: Layout, causes: 'mixed' | 'one'): readonly string[] {
  return fields.map((field) => {
    const note = causes === 'mixed' && field.cause === 'drift' ? layout.paint.dim(' (by hand on the host)') : ''
    return `${INDENT}${stripControls(field.field).padEnd(layout.width - 2)}  ${valuesText(field, layout)}${note}`
  })
}

function valuesText({ from, to, sensitivity }: FieldChange, { env, paint }: Layout): string {
  const isHidden = sensitivity === 'secret' || (sensitivity === 'env' && env === 'hidden')
  const shown = (value: string): string => (isHidden ? '(hidden)' : stripControls(value) || '""')
  if (from === undefined) return paint.green(`+ ${shown(to ?? '')}`)
  if (to === undefined) return paint.red(`- ${shown(from)}`)
  return isHidden ? 'changed (hidden)' : `${shown(from)} → ${shown(to)}`
}

function blockedLines(blocked: readonly Blocked[], layout: Layout): readonly string[] {
  const alike = [...groupedBy(blocked, (block) => [blockedSubject(block), block.action, block.reason, block.message, JSON.stringify(block.fields)].join('\u0001')).values()]
  return alike.flatMap(([first]) => {
    if (!first) return []
    const line = `${layout.paint.yellow('x'.padStart(SIGN_WIDTH))} ${blockedSubject(first).padEnd(layout.width)}  ${first.action} held back (${first.reason}): ${stripControls(first.message)}`
    return [line, ...fieldLines(first.fields, layout, 'one')]
  })
}

function blockedSubject({ app, id }: Blocked): string {
  return app ?? id.replace('/', ' ')
}

function closingLines(plan: Plan, { paint, next = 'mistctl apply' }: PlanTextOptions): readonly string[] {
  const held = plan.blocked.length > 0 ? `${String(plan.blocked.length)} held back` : ''
  const unchanged = `${String(plan.unchanged.length)} unchanged.`
  if (plan.changes.length === 0) return [paint.bold(held === '' ? 'No changes.' : `No changes to make, ${held}.`) + ` ${unchanged}`]
  const counts = groupedBy(plan.changes, categoryOf)
  const parts = TALLY.flatMap(([category, words]) => (counts.has(category) ? [`${String(counts.get(category)?.length ?? 0)} ${words}`] : []))
  return [`${paint.bold(`Plan: ${[...parts, ...(held === '' ? [] : [held])].join(', ')}.`)} ${unchanged}`, `Next: ${next}`]
}

const TALLY: readonly (readonly [Category, string])[] = [
  ['create', 'to create'], ['change', 'to change'], ['replace', 'to replace'], ['drift', 'drift to correct'], ['remove', 'to remove'],
]
