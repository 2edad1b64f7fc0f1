/** One line of an app's output. The text was written by the app: it is shown, and it cannot steer the terminal. */
import { stripControls } from './escape.js'
import { padTo } from './width.js'
import type { Paint } from './paint.js'

export interface AppLine {
  readonly container: string
  readonly stream: 'stdout' | 'stderr'
  readonly at: string
  readonly text: string
}

export interface LogTextOptions {
  readonly paint: Paint
  /** 0 when there is only one container and no name is needed. */
  readonly nameWidth: number
  readonly timestamps: 'shown' | 'hidden'
}

export function logLineText({ container, at, text }: AppLine, { paint, nameWidth, timestamps }: LogTextOptions): string {
  const name = nameWidth === 0 ? '' : `${paint.cyan(padTo(container, nameWidth))} ${paint.dim('|')} `
  const time = timestamps === 'shown' ? `${paint.dim(at)} ` : ''
  return `${name}${time}${stripControls(text)}`
}
