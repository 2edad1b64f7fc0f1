/**
 * The front door: the texts of a repository → Manifest, or diagnostics with places. Total: no text makes it throw.
 * In stages, each of which tells all that it finds: syntax, schema, short forms, rules. A stage runs when the one before was clean.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import type { Grants } from '../model/grants.js'
import { byText } from '../model/compare.js'
import { checkTree } from './check.js'
import { errorAt, hasErrors, inReadingOrder } from './diagnostic.js'
import { toDiagnostic } from './finding.js'
import { includeRemarks } from './include.js'
import { manifestSchema } from './manifest.gen.js'
import type { Manifest } from './manifest.js'
import { mergeFiles } from './merge.js'
import { normalize } from './normalize.js'
import type { ParsedFile } from './parse.js'
import { parseFile } from './parse.js'
import { checkRules } from './rules.js'
import { ruleContext } from './rules/context.js'
import type { TextFile } from './source-text.js'
import type { MapNode } from './tree.js'
import { mapNode } from './tree.js'
import { schemaCheck } from './validate.js'

export { matchIncludes, readIncludes } from './include.js'
export type { TextFile } from './source-text.js'

export interface LoadInput {
  readonly root: TextFile
  readonly included: readonly TextFile[]
  /** Absent when the file is checked apart from a host: then nothing is said about grants and sizes. */
  readonly host?: { readonly grants: Grants; readonly facts?: { readonly cpus: number; readonly memoryBytes: number } }
}

export interface LoadedManifest {
  /** Absent when any diagnostic is an error. */
  readonly manifest?: Manifest
  readonly diagnostics: readonly Diagnostic[]
}

export function loadManifest(input: LoadInput): LoadedManifest {
  const { manifest, diagnostics } = loadStages(input)
  const ordered = inReadingOrder(diagnostics)
  return manifest === undefined || hasErrors(ordered) ? { diagnostics: ordered } : { manifest, diagnostics: ordered }
}

/** Two schemas of one format: an included file need not repeat the version. */
const checkRoot = schemaCheck(manifestSchema)
const checkIncluded = schemaCheck({ ...manifestSchema, $id: `${String(manifestSchema['$id'])}#included`, required: [] })

/** Keys that speak for the whole installation, so one file alone may say them. */
const ROOT_KEYS = ['include', 'ingress', 'defaults', 'policy']

function loadStages(input: LoadInput): LoadedManifest {
  const { root, others } = filesOf(input)
  const read = [root, ...others].flatMap((file) => file.diagnostics)
  const checked = [...read, ...checkFirst(root, input), ...others.flatMap(checkOther)]
  if (root.tree === undefined || hasErrors(checked)) return { diagnostics: checked }
  return joinStages(input, root.tree, { trees: others.flatMap((file) => file.tree ?? []), found: checked })
}

/** Sorted by path, so that the order in which a source lists its files changes nothing. */
function filesOf({ root, included }: LoadInput): { readonly root: ParsedFile; readonly others: readonly ParsedFile[] } {
  const others = included.filter((file) => file.path !== root.path).toSorted((a, b) => byText(a.path, b.path))
  return { root: parseFile(root), others: others.map(parseFile) }
}

/** Whether the included files exist is only asked when the list of them makes sense. */
function checkFirst({ tree }: ParsedFile, { root, included }: LoadInput): readonly Diagnostic[] {
  if (tree === undefined) return []
  const faults = checkTree(tree, checkRoot)
  return hasErrors(faults) ? faults : [...faults, ...includeRemarks(tree, root, included)]
}

function checkOther({ tree }: ParsedFile): readonly Diagnostic[] {
  if (tree === undefined) return []
  const refused = ROOT_KEYS.flatMap((key) => tree.entries.get(key) ?? [])
  const rest = mapNode(tree.span, new Map([...tree.entries].filter(([key]) => !ROOT_KEYS.includes(key))))
  const remarks = refused.map((entry) => errorAt(entry.keySpan, { rule: 'root-only-key', message: `${entry.key} cannot stand in an included file`, help: 'move it to the file that includes this one' }))
  return [...remarks, ...checkTree(rest, checkIncluded)]
}

/** From here on all files are one tree, in which every value still knows its own file. */
function joinStages({ host }: LoadInput, root: MapNode, { trees, found }: { readonly trees: readonly MapNode[]; readonly found: readonly Diagnostic[] }): LoadedManifest {
  const { tree, diagnostics } = mergeFiles(root, trees)
  const { manifest, findings } = normalize(tree)
  const formed = [...found, ...diagnostics, ...findings.map((finding) => toDiagnostic(tree, finding))]
  if (hasErrors(formed)) return { diagnostics: formed }
  const ruled = checkRules(ruleContext({ manifest, tree, host }))
  return { manifest, diagnostics: [...formed, ...ruled.map((finding) => toDiagnostic(tree, finding))] }
}
