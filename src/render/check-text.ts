/** What `mistctl doctor` found: one line for each check, and below those that are not well what to do. */
import { stripControls } from './escape.js'
import { helpText } from './failure-text.js'
import { padTo } from './width.js'
import type { Paint } from './paint.js'

export interface Check {
  readonly name: string
  readonly result: 'ok' | 'warn' | 'fail' | 'skipped'
  readonly finding: string
  /** What to do about it. */
  readonly fix?: string
}

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'dim' } as const
const RESULT_WIDTH = 7

export function checksText(checks: readonly Check[], paint: Paint): string {
  const width = Math.max(0, ...checks.map(({ name }) => name.length))
  const lines = checks.flatMap(({ name, result, finding, fix }) => [
    `${paint[COLOURS[result]](padTo(result, RESULT_WIDTH))}  ${padTo(name, width)}  ${stripControls(finding)}`.trimEnd(),
    ...(fix === undefined || result === 'ok' ? [] : [indented(helpText(fix), RESULT_WIDTH + width + 2)]),
  ])
  return [...lines, '', tally(checks, paint)].join('\n')
}

function indented(text: string, by: number): string {
  return text.split('\n').map((line) => ' '.repeat(by) + line).join('\n')
}

function tally(checks: readonly Check[], paint: Paint): string {
  const count = (result: Check['result']): number => checks.filter((check) => check.result === result).length
  const parts = [`${String(count('ok'))} ok`, ...(['warn', 'fail', 'skipped'] as const).filter((result) => count(result) > 0).map((result) => `${String(count(result))} ${result}`)]
  const text = parts.join(', ')
  return count('fail') > 0 ? paint.red(text) : count('warn') > 0 ? paint.yellow(text) : paint.green(text)
}
