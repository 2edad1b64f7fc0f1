/** A schedule: five fields of cron, or a word for one. Refused is what cron cannot mean, and what would never come. */
import { err, ok } from '../../model/result.js'
import { didYouMean } from '../suggest.js'
import type { Form } from './form.js'

const WORDS = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually']

interface Field {
  readonly name: string
  readonly from: number
  readonly to: number
  /** Words for numbers, from `from` on. */
  readonly names?: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const FIRST: Field = { name: 'the minute', from: 0, to: 59 }
const FIELDS: readonly Field[] = [
  FIRST,
  { name: 'the hour', from: 0, to: 23 },
  { name: 'the day of the month', from: 1, to: 31 },
  { name: 'the month', from: 1, to: 12, names: MONTHS },
  { name: 'the day of the week', from: 0, to: 7, names: DAYS },
]

/** The same text with single spaces. */
export function parseCron(text: string): Form<string> {
  const trimmed = text.trim()
  if (trimmed.startsWith('@')) return parseWord(trimmed)
  const parts = trimmed.split(/ +/)
  if (parts.length !== FIELDS.length) return bad(`"${trimmed}" has ${String(parts.length)} ${parts.length === 1 ? 'field' : 'fields'}, and cron has five`, wordFor(trimmed) ?? 'write minute, hour, day of month, month and day of week, for example `15 3 * * *`')
  const values: (readonly number[])[] = []
  for (const [index, part] of parts.entries()) {
    const found = parseField(part, index)
    if (!found.ok) return found
    values.push(found.value)
  }
  // With a day of the week as well, either of the two is enough.
  const isPossible = parts[WEEKDAY] !== '*' || isThere(values)
  return isPossible ? ok(parts.join(' ')) : bad(`"${trimmed}" never comes: none of these months has such a day`, 'choose a day that there is; `@monthly` is the first one')
}

const WEEKDAY = 4

function isThere([, , days = [], months = []]: readonly (readonly number[])[]): boolean {
  return months.some((month) => days.some((day) => day <= (LONGEST[month - 1] ?? 31)))
}

/** Days of each month, in a leap year. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function parseWord(text: string): Form<string> {
  if (WORDS.includes(text.toLowerCase())) return ok(text.toLowerCase())
  const near = didYouMean(text, WORDS)
  return bad(`"${text}" is no word for a schedule`, near === undefined ? `there are: ${WORDS.join(', ')}` : `did you mean "${near}"?`)
}

/** Somebody who wrote no cron at all may have meant one of the words. */
function wordFor(text: string): string | undefined {
  const spoken = text.toLowerCase().replace(/^(?:each|every) +/, '').replace(/^night(?:ly)?$/, 'day')
  const meant = didYouMean(`@${SPOKEN.get(spoken) ?? spoken}`, WORDS)
  return meant === undefined ? undefined : `did you mean "${meant}"?`
}

const SPOKEN: ReadonlyMap<string, string> = new Map([['hour', 'hourly'], ['day', 'daily'], ['week', 'weekly'], ['month', 'monthly'], ['year', 'yearly']])

function parseField(text: string, index: number): Form<readonly number[]> {
  const field = FIELDS[index] ?? FIRST
  const values: number[] = []
  for (const item of text.split(',')) {
    const found = parseItem(item, field)
    if (!found.ok) return found
    values.push(...found.value)
  }
  return ok(values)
}

// A star, `4`, `mon` or `1-5`; behind a star or a range a step such as `/2`.
function parseItem(item: string, field: Field): Form<readonly number[]> {
  const [, first, last, step] = ITEM.exec(item) ?? []
  const range = rangeOf(first, last, field)
  if (range && (step === undefined || range.isWide)) return checkRange({ ...range, item, by: step === undefined ? 1 : Number(step) }, field)
  return bad(`${item === '' ? 'nothing' : `"${item}"`} cannot be ${field.name}`, `write *, ${examplesOf(field)}, or */2`)
}

function rangeOf(first: string | undefined, last: string | undefined, field: Field): Pick<Range, 'from' | 'to' | 'isWide'> | undefined {
  if (first === '*') return last === undefined ? { from: field.from, to: field.to, isWide: true } : undefined
  const from = first === undefined ? undefined : numberOf(first, field)
  const to = last === undefined ? from : numberOf(last, field)
  return from === undefined || to === undefined ? undefined : { from, to, isWide: last !== undefined }
}

const ITEM = /^(\*|[0-9]{1,4}|[a-zA-Z]+)(?:-([0-9]{1,4}|[a-zA-Z]+))?(?:\/([0-9]{1,4}))?$/

interface Range {
  readonly item: string
  readonly isWide: boolean
  readonly from: number
  readonly to: number
  readonly by: number
}

function checkRange({ item, from, to, by }: Range, { name, ...bounds }: Field): Form<readonly number[]> {
  const outside = [from, to].find((value) => value < bounds.from || value > bounds.to)
  if (outside !== undefined) return bad(`${name} must be from ${String(bounds.from)} to ${String(bounds.to)}, not ${String(outside)}`, 'the fields are minute, hour, day of month, month and day of week')
  if (to < from) return bad(`the range "${item}" of ${name} goes backwards`, 'write two ranges with a comma between them')
  const widest = bounds.to - bounds.from
  if (by < 1 || by > widest) return bad(`"${item}" cannot be ${name}`, `a step is from 1 to ${String(widest)}`)
  return ok(Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by))
}

function examplesOf({ from, names }: Field): string {
  const [one, five] = names ? [names[1], names[5]] : [String(from), String(from + 4)]
  return `a number${names ? ` or a name such as ${String(one)}` : ''}, a range such as ${String(one)}-${String(five)}`
}

function numberOf(text: string, { from, names = [] }: Field): number | undefined {
  const index = names.indexOf(text.toLowerCase())
  if (index >= 0) return from + index
  return /^[0-9]{1,4}$/.test(text) ? Number(text) : undefined
}

function bad(message: string, help: string): Form<never> {
  return err({ rule: 'schedule', message, help })
}
