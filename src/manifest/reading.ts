/** Small readers that normalising is made of. A short form that cannot be read leaves a finding and a stand-in. */
import type { Finding } from './finding.js'
import { fault } from './finding.js'
import { parseDuration } from './forms/duration.js'
import type { Form } from './forms/form.js'
import { parseSize } from './forms/size.js'
import { splitWords } from './forms/words.js'
import type { EnvValue } from './manifest.js'
import type { Path, TreeNode } from './tree.js'
import { child, entriesOf, textOf } from './tree.js'

/** One normalisation at work. */
export interface Reading {
  readonly findings: Finding[]
}

/** An absent value leaves no key behind. */
export function given<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T }
}

export function take<T>(reading: Reading, form: Form<T>, path: Path): T | undefined {
  if (form.ok) return form.value
  reading.findings.push(fault({ ...form.error, path }))
  return undefined
}

export function sizeAt(reading: Reading, node: TreeNode | undefined, path: Path): number | undefined {
  const text = textOf(node)
  return text === undefined ? undefined : take(reading, parseSize(text), path)
}

export function durationAt(reading: Reading, node: TreeNode | undefined, path: Path): number | undefined {
  const text = textOf(node)
  return text === undefined ? undefined : take(reading, parseDuration(text), path)
}

/** A list is taken word by word as it is; only a single text is split. */
export function wordsAt(reading: Reading, node: TreeNode | undefined, path: Path): readonly string[] | undefined {
  if (node === undefined) return undefined
  if (node.kind === 'list') return node.items.map((item) => textOf(item) ?? '')
  return take(reading, splitWords(textOf(node) ?? ''), path) ?? []
}

/** Names and texts as they are written. */
export function textsOf(node: TreeNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(node).map(({ key, value }) => [key, textOf(value) ?? '']))
}

export function envOf(node: TreeNode | undefined): Readonly<Record<string, EnvValue>> {
  return Object.fromEntries(entriesOf(node).map(({ key, value }) => [key, envValueOf(value)]))
}

/** By id, as `{ secret: NAME }` each. */
export function buildSecretsOf(node: TreeNode | undefined): Readonly<Record<string, string>> | undefined {
  return node && Object.fromEntries(entriesOf(node).map(({ key, value }) => [key, textOf(child(value, 'secret')) ?? '']))
}

export function secretsAsEnv(names: readonly string[]): Readonly<Record<string, EnvValue>> {
  return Object.fromEntries(names.map((name) => [name, { kind: 'secret', name }]))
}

/** The output is checked by the rules, which know what an app has; an unknown word is kept for them to name. */
function envValueOf(node: TreeNode): EnvValue {
  const secret = textOf(child(node, 'secret'))
  if (secret !== undefined) return { kind: 'secret', name: secret }
  const from = textOf(child(node, 'from'))
  if (from === undefined) return { kind: 'plain', value: textOf(node) ?? '' }
  const dot = from.indexOf('.')
  return { kind: 'reference', app: from.slice(0, dot), output: from.slice(dot + 1) }
}
