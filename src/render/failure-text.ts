/** A failure as a person reads it: what could not be done and why, then the next action, indented. */
import type { Failure } from '../model/failure.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'

export function failureText({ subject, cause, help }: Pick<Failure, 'subject' | 'cause' | 'help'>, paint: Paint): string {
  const head = `${paint.red('error:')} ${stripControls(subject)}: ${stripControls(cause)}`
  return help === undefined ? head : `${head}\n${helpText(help)}`
}

/** Help may hold the last output of a container, one line below the other. */
export function helpText(help: string): string {
  return help.split('\n').map((line) => `  ${stripControls(line)}`).join('\n')
}
