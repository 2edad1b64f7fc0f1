/**
 * What the quickstart prints: numbered headings, indented lines, and one way to fail.
 */
// @ts-check
import process from 'node:process'

const isPlain = !process.stdout.isTTY || process.env['NO_COLOR'] !== undefined

/** @param {string} text */
export const bold = (text) => (isPlain ? text : `\u001b[1m${text}\u001b[22m`)

/** @param {string} text */
export const dim = (text) => (isPlain ? text : `\u001b[2m${text}\u001b[22m`)

let headings = 0

/** @param {string} text */
export function heading(text) {
  headings += 1
  process.stdout.write(`\n${bold(`${headings}. ${text}`)}\n`)
}

/** @param {string} text */
export function line(text) {
  process.stdout.write(`${text.split('\n').map((each) => (each === '' ? '' : `   ${each}`)).join('\n')}\n`)
}

/** What a person can act on; shown without a stack. */
export class QuickstartError extends Error {}
