/** How an apply ended: what was done, what was not and why, and what to do next. */
import { failureLine } from '../model/failure.js'
import type { Change } from '../model/plan.js'
import type { ChangeOutcome, Run } from '../model/run.js'
import { stripControls } from './escape.js'
import { helpText } from './failure-text.js'
import type { Paint } from './paint.js'
import { durationText } from './time-text.js'

export interface RunTextOptions {
  readonly paint: Paint
  /** The command that goes with a verb, with the flags that this one was given. */
  readonly commandFor: (verb: string) => string
}

export function runText(run: Run, { paint, commandFor }: RunTextOptions): string {
  return [...troubleLines(run, paint), tallyLine(run, paint), nextLine(run, commandFor)].filter((line) => line !== '').join('\n')
}

/** One app's failure stands behind every change of that app: it is told once. */
function troubleLines({ outcomes }: Run, paint: Paint): readonly string[] {
  const told = new Set<string>()
  return outcomes.flatMap((outcome) => {
    const trouble = troubleOf(outcome, paint)
    const key = `${outcome.app ?? outcome.id} ${trouble}`
    if (trouble === '' || told.has(key)) return []
    told.add(key)
    return [`${paint.bold(stripControls(outcome.app ?? outcome.id))}  ${trouble}`]
  })
}

function troubleOf(outcome: ChangeOutcome, paint: Paint): string {
  if (outcome.result === 'applied') return ''
  if (outcome.result === 'skipped') return `${paint.yellow('skipped')}: ${SKIPPED[outcome.because]}`
  const { failure, undone } = outcome
  const what = `${paint.red('failed')}: ${stripControls(failureLine(failure))}${undone ? '; what was begun is taken back' : ''}`
  return failure.help === undefined ? what : `${what}\n${helpText(failure.help)}`
}

const SKIPPED: Readonly<Record<Extract<ChangeOutcome, { result: 'skipped' }>['because'], string>> = {
  'dependency-failed': 'an app that it depends on is not there',
  superseded: 'a newer revision arrived',
  aborted: 'stopped before it was done; what serves was left alone',
}

const DONE: Readonly<Record<Change['action'], string>> = { create: 'created', adopt: 'adopted', update: 'updated', replace: 'replaced', prune: 'removed' }

function tallyLine(run: Run, paint: Paint): string {
  const applied = run.outcomes.filter(({ result }) => result === 'applied')
  const counts = Object.entries(DONE).map(([action, word]) => [applied.filter((one) => one.action === action).length, word] as const)
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`)
  const failed = run.outcomes.filter(({ result }) => result === 'failed').length
  const skipped = run.outcomes.filter(({ result }) => result === 'skipped').length
  if (failed > 0) parts.push(`${String(failed)} failed`)
  if (skipped > 0) parts.push(`${String(skipped)} skipped`)
  const heldBack = run.blocked.length
  if (heldBack > 0) parts.push(`${String(heldBack)} held back`)
  const what = parts.length === 0 ? 'nothing to do' : parts.join(', ')
  return `${headWord(run, paint)} in ${durationText(run.durationMs)}: ${what}.${run.id > 0 ? ` Run ${String(run.id)}.` : ''}`
}

function headWord({ verdict }: Run, paint: Paint): string {
  switch (verdict) {
    case 'converged': return paint.green('Converged')
    case 'changed': return paint.green('Applied')
    case 'blocked': return paint.yellow('Applied what is allowed')
    case 'failed': return paint.red('Failed')
    case 'rejected': return paint.red('Rejected')
    case 'superseded': return paint.yellow('Superseded by a newer revision')
    case 'aborted': return paint.yellow('Stopped')
  }
}

function nextLine({ id, verdict, outcomes, blocked }: Run, commandFor: RunTextOptions['commandFor']): string {
  const failed = outcomes.find((one) => one.result === 'failed' && one.app !== undefined)
  if (verdict === 'aborted') return `Next: ${commandFor('apply')} goes on from what is there now`
  if (failed?.app !== undefined) return `Next: mend ${failed.app}, commit, and apply again. Why it failed stays in: ${commandFor('logs')} ${failed.app} --run ${String(id)}`
  if (blocked.some(({ reason }) => reason === 'held')) return `Next: mend what is held and commit, or try it again as it is: ${commandFor('apply')} --retry`
  if (blocked.some(({ reason }) => reason === 'mass-deletion')) return `Next: ${commandFor('prune')} shows what is held back`
  return outcomes.length > 0 ? `Next: ${commandFor('status')}` : ''
}
