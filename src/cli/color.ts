/** Whether a stream gets colour, decided once: the flag, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal itself. */
import type { Paint } from '../render/paint.js'
import { ansiPaint, plainPaint } from '../render/paint.js'
import type { ColorChoice } from './globals.js'
import type { Io, Output } from './io.js'

export function paintFor(output: Pick<Output, 'isTTY'>, env: Io['env'], choice: ColorChoice): Paint {
  return isColoured(output, env, choice) ? ansiPaint : plainPaint
}

function isColoured(output: Pick<Output, 'isTTY'>, env: Io['env'], choice: ColorChoice): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (isSet(env['NO_COLOR'])) return false
  if (env['FORCE_COLOR'] === '0' || env['FORCE_COLOR'] === 'false') return false
  if (isSet(env['FORCE_COLOR']) || (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0')) return true
  return output.isTTY && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
