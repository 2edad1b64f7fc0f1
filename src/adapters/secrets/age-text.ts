/**
 * The text of an age file: recipients, and one line for each secret, so that a diff in git shows which of them changed. A small part of
 * YAML, read line by line: the file is written by strangers, and whatever is not as `mistctl secret` writes it is refused at its line.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'

export interface AgeText {
  readonly lines: readonly string[]
  readonly recipients: readonly { readonly text: string; readonly line: number }[]
  /** In the order of the file. */
  readonly entries: readonly AgeEntry[]
}

export interface AgeEntry {
  readonly name: string
  /** Base64. */
  readonly sealed: string
  /** From 0. */
  readonly line: number
}

/** Where the name of an entry begins. */
export const NAME_COLUMN = 3
export const DAMAGED_HELP = 'Correct the file, or take it from an earlier commit.'

export const SECRET_NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/
const ENTRY = /^ {2}([A-Za-z][A-Za-z0-9_]{0,99}): +"?([A-Za-z0-9+/]+={0,2})"?(?: +#.*)?$/
const RECIPIENT = /^ {2}- +"?(age1[a-z0-9]{8,4000})"?(?: +#.*)?$/
const HEADS = { recipients: /^recipients:(?: +#.*)?$/, secrets: /^secrets:(?: +#.*)?$/, none: /^secrets: *\{\}(?: +#.*)?$/ } as const

export const NEW_FILE = '# Secrets for Mist. Each value is encrypted with age for the recipients below; change it with: mistctl secret\nversion: 1\nrecipients:\nsecrets:\n'

interface Reading {
  /** The parts that were begun; the last one is open. */
  readonly parts: ('recipients' | 'secrets')[]
  readonly recipients: AgeText['recipients'][number][]
  readonly entries: AgeEntry[]
}

export interface AgeFault {
  /** From 1; absent when no line is to blame. */
  readonly line?: number
  readonly cause: string
}

/** `secrets.age.yaml:3:1`, as every mistake in a file is told. Names of entries stand in column 3. */
export function placeIn(path: string, line?: number, column = 1): string {
  return line === undefined ? path : `${path}:${String(line)}:${String(column)}`
}

/** A failure says what is wrong in which line, and nothing of what stands there. */
export function parseAgeText(text: string): Result<AgeText, AgeFault> {
  const lines = text.replace(/^\uFEFF/, '').split('\n').map((line) => line.replace(/\r$/, ''))
  const reading: Reading = { parts: [], recipients: [], entries: [] }
  const bad = lines.findIndex((written, line) => !readLine(reading, written, line))
  if (bad >= 0 && /^(<{7}|={7}|>{7}|\|{7})( |$)/.test(lines[bad] ?? '')) return err({ line: bad + 1, cause: 'the line is the mark of a merge that was not ended' })
  if (bad >= 0) return err({ line: bad + 1, cause: 'the line is not as `mistctl secret` writes it' })
  return !reading.parts.includes('secrets') ? err({ cause: 'it has no list of secrets' }) : ok({ lines, recipients: reading.recipients, entries: reading.entries })
}

/** False for a line that has no place where it stands. */
function readLine(reading: Reading, written: string, line: number): boolean {
  const [, recipient] = (reading.parts.at(-1) === 'recipients' && RECIPIENT.exec(written)) || []
  const [, name, sealed] = (reading.parts.at(-1) === 'secrets' && ENTRY.exec(written)) || []
  if (recipient !== undefined) reading.recipients.push({ text: recipient, line })
  else if (name !== undefined && sealed !== undefined) reading.entries.push({ name, sealed, line })
  else return isIdle(written) || isHead(reading, written)
  return true
}

function isHead(reading: Reading, written: string): boolean {
  const part = HEADS.recipients.test(written) ? 'recipients' : HEADS.secrets.test(written) || HEADS.none.test(written) ? 'secrets' : undefined
  if (part !== undefined) reading.parts.push(part)
  return part !== undefined
}

function isIdle(line: string): boolean {
  return /^\s*(#.*)?$/.test(line) || /^version: +1(?: +#.*)?$/.test(line)
}

/** The line of the name is replaced where it stands; a new name comes after the last one. Everything else stays as it is. */
export function withEntry({ lines, entries }: AgeText, name: string, sealed: string): string {
  const own = entries.find((entry) => entry.name === name)
  const line = `  ${name}: ${sealed}`
  if (own) return lines.with(own.line, `${line}${commentOf(lines[own.line] ?? '')}`).join('\n')
  const head = lines.findIndex((written) => HEADS.secrets.test(written) || HEADS.none.test(written))
  const after = entries.at(-1)?.line ?? head
  const opened = lines.map((written, at) => (at === head && HEADS.none.test(written) ? 'secrets:' : written))
  return opened.toSpliced(after + 1, 0, line).join('\n')
}

export function withoutEntry({ lines, entries }: AgeText, name: string): string {
  const gone = new Set(entries.filter((entry) => entry.name === name).map(({ line }) => line))
  return lines.filter((_, at) => !gone.has(at)).join('\n')
}

export function withRecipients(text: AgeText, recipients: readonly string[]): string {
  const kept = text.recipients.filter(({ text: own }) => recipients.includes(own))
  const added = recipients.filter((one) => !kept.some(({ text: own }) => own === one))
  const gone = new Set(text.recipients.filter((one) => !kept.includes(one)).map(({ line }) => line))
  const head = text.lines.findIndex((written) => HEADS.recipients.test(written))
  const after = text.recipients.at(-1)?.line ?? head
  return text.lines.flatMap((line, at) => [...(gone.has(at) ? [] : [line]), ...(at === after ? added.map((one) => `  - ${one}`) : [])]).join('\n')
}

function commentOf(line: string): string {
  return / +#.*$/.exec(line)?.[0] ?? ''
}
