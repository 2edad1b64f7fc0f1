/**
 * The parser's nodes → our tree: aliases and merge keys followed within limits, each key once, scalars as they are written.
 * Runs only on documents without syntax errors. What the keys mean is decided elsewhere.
 */
import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, Scalar as YamlScalar } from 'yaml'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Remark } from './diagnostic.js'
import { errorAt } from './diagnostic.js'
import { MAX_DEPTH, MAX_DIAGNOSTICS, MAX_NODES } from './limits.js'
import { mergeInto } from './merge-key.js'
import { scalarValue } from './scalar.js'
import type { SourceText, Span } from './source-text.js'
import { spanOf } from './source-text.js'
import type { MapEntry, MapNode, TreeNode } from './tree.js'
import { listNode, mapNode, scalarNode } from './tree.js'

export interface Converted {
  readonly tree?: MapNode
  readonly diagnostics: readonly Diagnostic[]
}

export function toTree(source: SourceText, document: Document): Converted {
  const work: Work = { source, anchors: new Map(), diagnostics: [] }
  const contents = document.contents
  if (contents === null || (isScalar(contents) && contents.value === '')) return { diagnostics: [emptyFile(source)] }
  const tree = convert(work, contents)
  if (tree.kind === 'map') return { tree, diagnostics: work.diagnostics }
  work.diagnostics.push(errorAt(tree.span, { rule: 'wrong-type', message: `the file must be a map of keys, not ${tree.kind === 'list' ? 'a list' : 'a single text'}` }))
  return { diagnostics: work.diagnostics }
}

/** Local to one conversion. */
interface Work {
  readonly source: SourceText
  /** The newest anchor of a name wins, as YAML says. `open` while its own value is being read. */
  readonly anchors: Map<string, TreeNode | 'open'>
  readonly diagnostics: Diagnostic[]
}

const MERGE_KEY = '<<'
/** They reach the prototype of plain objects. No key of Mist bears such a name. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

function convert(work: Work, node: Node): TreeNode {
  const span = spanOfNode(work, node)
  if (isAlias(node)) return followAlias(work, node.source, span)
  const { anchor, tag } = node as { readonly anchor?: string; readonly tag?: string }
  if (tag !== undefined) complain(work, span, { rule: 'tag', message: 'a tag cannot be used here', help: 'remove it; quote a text that begins with !' })
  if (anchor !== undefined) work.anchors.set(anchor, 'open')
  const converted = limited(work, convertValue(work, node, span))
  if (anchor !== undefined) work.anchors.set(anchor, converted)
  return converted
}

function convertValue(work: Work, node: Node, span: Span): TreeNode {
  if (isMap(node)) return convertMap(work, node, span)
  if (isSeq(node)) return listNode(span, (node as YAMLSeq<Node>).items.map((item) => convert(work, item)))
  const scalar = node as Scalar
  const text = String(scalar.value)
  return scalarNode(span, text, scalar.type === YamlScalar.PLAIN ? scalarValue(text) : text)
}

/** Merge keys come last, since what is written in the map itself wins over them wherever it stands. */
function convertMap(work: Work, node: YAMLMap, span: Span): TreeNode {
  const entries = new Map<string, MapEntry>()
  const merged: TreeNode[] = []
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const entry = convertPair(work, pair)
    if (entry.key === MERGE_KEY && isPlain(pair.key)) merged.push(entry.value)
    else addEntry(work, entries, entry)
  }
  const refused = mergeInto(entries, merged)
  if (refused !== undefined) complain(work, refused.span, { rule: 'merge-key', message: 'a merge key takes a map, or a list of maps', help: 'write `<<: *name` where `&name` marks a map' })
  return mapNode(span, entries)
}

function convertPair(work: Work, pair: Pair<Node, Node | null>): MapEntry {
  const keySpan = spanOfNode(work, pair.key)
  const key = convert(work, pair.key)
  const value = pair.value === null ? scalarNode(spanOf(work.source, keySpan.end, keySpan.end), '', null) : convert(work, pair.value)
  return { key: key.kind === 'scalar' ? key.text : '', keySpan, value }
}

function addEntry(work: Work, entries: Map<string, MapEntry>, entry: MapEntry): void {
  const first = entries.get(entry.key)
  if (REFUSED_KEYS.has(entry.key)) {
    complain(work, entry.keySpan, { rule: 'refused-key', message: `the key "${entry.key}" cannot be used`, help: 'choose another name' })
  } else if (first !== undefined) {
    const related = [{ span: first.keySpan, message: 'first written here' }]
    complain(work, entry.keySpan, { rule: 'duplicate-key', message: `the key "${entry.key}" is written twice`, help: 'keep one of the two', related })
  } else {
    entries.set(entry.key, entry)
  }
}

/** An alias shares the node of its anchor; complaints about it show the anchor, which is where the text to correct stands. */
function followAlias(work: Work, name: string, span: Span): TreeNode {
  const target = work.anchors.get(name)
  if (target !== undefined && target !== 'open') return { ...target }
  // Neither names it: what looks like an alias may be a password that nobody quoted.
  const why = target === 'open' ? 'this alias stands inside of its own anchor' : 'this alias has no anchor before it'
  complain(work, span, { rule: 'bad-alias', message: why, help: 'mark a value with & and the same name further up, or quote a text that begins with *' })
  return scalarNode(span, '', null)
}

/** Sizes count aliases as often as they are used, so a bomb shows before anything is expanded. Only the first excess is told. */
function limited(work: Work, node: TreeNode): TreeNode {
  if (node.size <= MAX_NODES && node.depth <= MAX_DEPTH) return node
  const what = node.size > MAX_NODES ? `more than ${String(MAX_NODES)} values` : `more than ${String(MAX_DEPTH)} levels of nesting`
  complain(work, node.span, { rule: 'too-large', message: `with its aliases followed this has ${what}`, help: 'use fewer aliases' })
  return scalarNode(node.span, '', null)
}

/** A quoted "<<" is an ordinary key. */
function isPlain(node: Node): boolean {
  return isScalar(node) && node.type === YamlScalar.PLAIN
}

function spanOfNode(work: Work, node: Node): Span {
  const [start, end] = node.range ?? [0, 0]
  return spanOf(work.source, start, Math.max(end, start))
}

function complain(work: Work, span: Span, remark: Remark): void {
  if (work.diagnostics.length < MAX_DIAGNOSTICS) work.diagnostics.push(errorAt(span, remark))
}

function emptyFile(source: SourceText): Diagnostic {
  return errorAt(spanOf(source, 0, 0), { rule: 'empty-file', message: 'the file is empty', help: 'a file that shall change nothing is no file; begin with `version: 1`' })
}
