/**
 * Words a schema problem: which rule spoke, what is wrong, what to do. Patterns are never shown; the description of the
 * definition stands in for them, so a schema whose pattern has no description would leave the reader alone (a test forbids it).
 */
import type { Remark } from './diagnostic.js'
import { didYouMean } from './suggest.js'
import type { ScalarNode, TreeNode } from './tree.js'
import { child } from './tree.js'
import type { JsonSchema, SchemaProblem } from './validate.js'

/** `name` is the key that the value hangs on, or the key of the list it is an item of. */
export interface Subject {
  readonly name: string
  readonly node: TreeNode
  /** `hidden` below env and build args: the sentence goes into logs and history, where such a value must not stand. */
  readonly values: 'shown' | 'hidden'
}

export function wordsOf(problem: SchemaProblem, subject: Subject): Remark {
  const words = WORDS[problem.keyword]
  if (words === undefined) return { rule: problem.keyword, message: `${subject.name} does not fit the format`, help: descriptionOf(problem.schema) }
  return words(problem, subject)
}

/** A text as it can be shown in a sentence: short, and with what cannot be seen as escapes. */
export function quoted(text: string): string {
  const short = text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text
  return JSON.stringify(short).replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const MAX_SHOWN_CHARS = 60

type Words = (problem: SchemaProblem, subject: Subject) => Remark

const WORDS: Readonly<Partial<Record<string, Words>>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  enum: unknownValue,
  const: wrongConstant,
  pattern: malformed,
  format: malformed,
  minLength: malformed,
  maxLength: tooLong,
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
  minItems: wrongCount,
  maxItems: wrongCount,
  maxProperties: wrongKeys,
  minProperties: wrongKeys,
  uniqueItems: repeatedItem,
}

function unknownKey(problem: SchemaProblem, subject: Subject): Remark {
  const candidates = Object.keys(propertiesOf(problem.schema))
  const near = didYouMean(problem.key ?? '', candidates)
  const help = near === undefined ? templateHelp(problem.key, subject) ?? `known keys here: ${candidates.join(', ')}` : `did you mean "${near}"?`
  const key = near === undefined && subject.values === 'hidden' ? 'here' : quoted(problem.key ?? '')
  return { rule: 'unknown-key', message: `unknown key ${key}${subject.name === '' ? '' : ` in ${subject.name}`}`, help }
}

/** The version is what people write beside a template. Other values are not repeated: one could be a password. */
function templateHelp(key: string | undefined, { node }: Subject): string | undefined {
  const value = key === 'version' && child(node, 'template') ? child(node, key) : undefined
  return value?.kind === 'scalar' ? `write \`with: { version: ${quoted(value.text)} }\`` : undefined
}

/** The description of the missing property says what it is for. */
function missingKey(problem: SchemaProblem, subject: Subject): Remark {
  const key = String(problem.params['missingProperty'])
  const meaning = descriptionOf((propertiesOf(problem.schema)[key] ?? {}) as JsonSchema)
  const example = key === 'version' && subject.name === '' ? 'begin the file with `version: 1`' : meaning === undefined ? `add \`${key}:\`` : `add \`${key}:\` (${lowerFirst(meaning)})`
  return { rule: 'missing-key', message: `${subject.name === '' ? 'the file' : subject.name} has no ${key}`, help: example }
}

function wrongType(problem: SchemaProblem, subject: Subject): Remark {
  const types = [problem.params['type']].flat().map((type) => TYPE_WORDS[String(type)] ?? String(type))
  const wanted = listed(types)
  const { node } = subject
  if (node.kind === 'scalar' && node.value === null) {
    return { rule: 'empty-value', message: `${subject.name} has no value`, help: `give it ${wanted}, or remove the key${types.includes('text') ? '; "" is an empty text' : ''}` }
  }
  return { rule: 'wrong-type', message: `${subject.name} must be ${wanted}, not ${kindOf(subject)}`, help: typeHelp(problem, subject) ?? descriptionOf(problem.schema) }
}

/** People quote numbers, and forget to quote texts that look like numbers; both get the exact text to write. */
function typeHelp(problem: SchemaProblem, { node, values }: Subject): string | undefined {
  if (node.kind !== 'scalar' || values === 'hidden') return undefined
  const wanted = [problem.params['type']].flat()
  if (wanted.includes('string')) return fitsPattern(node.text, problem.schema) ? `quote it: "${node.text}"` : undefined
  if (wanted.includes('array')) return `write it as a list: [${/^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(node.text) ? node.text : quoted(node.text)}]`
  if (typeof node.value !== 'string') return undefined
  return wanted.includes('boolean') ? formsOf(problem.schema) ?? 'write true or false' : plainHelp(node.text, wanted.map(String))
}

function plainHelp(text: string, wanted: readonly string[]): string | undefined {
  const canBeNumber = /^-?\d+(\.\d+)?$/.test(text) && (wanted.includes('integer') || wanted.includes('number'))
  return canBeNumber ? `write it as a plain number, without quotes or leading zeros: ${String(Number(text))}` : undefined
}

/** Quotes alone make no size of a number. */
function fitsPattern(text: string, { pattern }: JsonSchema): boolean {
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)
}

/** A description that begins with code lists what may be written; others say what it is for. */
function formsOf(schema: JsonSchema): string | undefined {
  const text = descriptionOf(schema)
  return text?.startsWith('`') ? text : undefined
}

/** Choices are few, so without a near one all are listed. */
function unknownValue(problem: SchemaProblem, subject: Subject): Remark {
  const allowed = (problem.params['allowedValues'] as readonly unknown[]).map(String)
  const near = didYouMean(scalarText(subject.node), allowed)
  // One choice is one form among several.
  const forms = allowed.length === 1 ? formsOf(problem.schema) : undefined
  const choice = problem.params['match'] === 'beginning' ? 'a tag that begins with one of' : 'one of'
  const help = near === undefined ? forms ?? `${choice}: ${allowed.join(', ')}` : `did you mean "${near}"?`
  return { rule: 'unknown-value', message: `${subject.name} cannot be ${shown(subject)}`, help }
}

function wrongConstant(problem: SchemaProblem, subject: Subject): Remark {
  return { rule: 'unknown-value', message: `${subject.name} must be ${String(problem.params['allowedValue'])}, not ${shown(subject)}`, help: `write \`${subject.name}: ${String(problem.params['allowedValue'])}\`` }
}

function malformed(problem: SchemaProblem, subject: Subject): Remark {
  const help = problem.keyword === 'format' ? 'an IPv4 address such as 127.0.0.1' : descriptionOf(problem.schema)
  if (problem.key !== undefined) return { rule: 'malformed-name', message: `${keyText(problem.key, subject)} cannot be a name in ${subject.name}`, help }
  const { node } = subject
  if (node.kind === 'scalar' && node.text === '') return { rule: 'empty-value', message: `${subject.name} cannot be empty`, help }
  return { rule: 'malformed', message: `${subject.name} cannot be ${shown(subject)}`, help }
}

function tooLong(problem: SchemaProblem, subject: Subject): Remark {
  const limit = String(problem.params['limit'])
  if (problem.key !== undefined) return { rule: 'malformed-name', message: `a name in ${subject.name} has more than ${limit} characters`, help: descriptionOf(problem.schema) }
  return { rule: 'too-long', message: `${subject.name} has more than ${limit} characters`, help: descriptionOf(problem.schema) }
}

function outOfRange(problem: SchemaProblem, subject: Subject): Remark {
  const { comparison, limit } = problem.params
  return { rule: 'out-of-range', message: `${subject.name} must be ${COMPARISON_WORDS[String(comparison)] ?? String(comparison)} ${String(limit)}, not ${shown(subject)}`, help: descriptionOf(problem.schema) }
}

function wrongCount(problem: SchemaProblem, subject: Subject): Remark {
  const limit = String(problem.params['limit'])
  const message = problem.keyword === 'minItems' ? `${subject.name} needs at least ${limit} entry` : `${subject.name} has more than ${limit} entries`
  return { rule: 'wrong-count', message, help: problem.keyword === 'minItems' ? 'add one, or remove the key' : undefined }
}

/** Of a map with few keys they are named; what is not known there is told apart, at its own place. */
function wrongKeys(problem: SchemaProblem, subject: Subject): Remark {
  const known = Object.keys(propertiesOf(problem.schema))
  const given = subject.node.kind === 'map' ? [...subject.node.entries.keys()].filter((key) => known.includes(key)) : []
  if (known.length === 0) return problem.keyword === 'maxProperties' ? wrongCount(problem, subject) : { rule: 'wrong-count', message: `${subject.name} has no entries`, help: 'add one, or remove the key' }
  if (problem.keyword === 'minProperties') return { rule: 'wrong-count', message: `${subject.name} is empty`, help: descriptionOf(problem.schema) }
  if (given.length < 2) return { rule: 'wrong-count', message: `${subject.name} has more than ${String(problem.params['limit'])} entry`, help: descriptionOf(problem.schema) }
  return { rule: 'wrong-count', message: `${subject.name} has ${given.join(' and ')}`, help: 'keep one of them' }
}

function repeatedItem(problem: SchemaProblem, subject: Subject): Remark {
  const item = subject.node.kind === 'list' ? subject.node.items[Number(problem.params['i'])] : undefined
  return { rule: 'duplicate-item', message: `${subject.name} names ${item === undefined ? 'an entry' : shown({ ...subject, node: item })} twice`, help: 'keep one of the two' }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', object: 'a map of keys', array: 'a list', null: 'nothing',
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}

const COMPARISON_WORDS: Readonly<Record<string, string>> = { '>': 'more than', '>=': 'at least', '<=': 'at most', '<': 'less than' }

function kindOf({ node, values }: Subject): string {
  if (node.kind === 'scalar' && values === 'hidden') return typeof node.value === 'number' ? 'a number' : 'a single value'
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list'
  return typeof node.value === 'string' ? `the text ${quoted(node.text)}` : node.text
}

/** A name with one of these in it is a whole line of an env file. */
function keyText(key: string, { values }: Subject): string {
  return values === 'hidden' && /[=:\s]/.test(key) ? 'what stands here' : quoted(key)
}

function shown({ node, values }: Subject): string {
  if (node.kind === 'scalar' && values === 'hidden') return 'what stands here'
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list'
  return isPlainNumber(node) ? node.text : quoted(node.text)
}

function isPlainNumber(node: ScalarNode): boolean {
  return typeof node.value === 'number' || typeof node.value === 'boolean'
}

function scalarText(node: TreeNode): string {
  return node.kind === 'scalar' ? node.text : ''
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, unknown>>
}

function descriptionOf(schema: JsonSchema): string | undefined {
  const text = schema['description']
  return typeof text === 'string' ? lowerFirst(text.replace(/\.$/, '')) : undefined
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
