/**
 * What an unquoted text means. Stricter than YAML: a number is only what every reader sees as the same number.
 * `01234`, `0x50`, `1e3`, `1_000`, `.inf` and long digit strings stay text, and so do `yes` and `on`.
 */
import type { ScalarNode } from './tree.js'

export function scalarValue(text: string): ScalarNode['value'] {
  if (NULLS.has(text)) return null
  if (TRUES.has(text)) return true
  if (FALSES.has(text)) return false
  return DECIMAL.test(text) ? Number(text) : text
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL'])
const TRUES = new Set(['true', 'True', 'TRUE'])
const FALSES = new Set(['false', 'False', 'FALSE'])
const DECIMAL = /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/
