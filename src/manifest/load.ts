/**
 * The front door: the texts of a repository → Manifest, or diagnostics with places. Total: no text makes it throw.
 * In stages, each of which tells all that it finds: syntax, schema, short forms, rules. A stage looks at what the ones before found sound.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import type { Grants } from '../model/grants.js'
import type { Builder } from '../model/settings.js'
import { byText } from '../model/compare.js'
import type { Judged } from './check.js'
import { judgeTree } from './check.js'
import { markConfidential } from './confidential.js'
import { errorAt, hasErrors, inReadingOrder } from './diagnostic.js'
import { toDiagnostic } from './finding.js'
import { includeRemarks } from './include.js'
import { MAX_TOTAL_BYTES, MAX_TOTAL_ENTRIES } from './limits.js'
import { manifestCheck } from './manifest-check.gen.js'
import type { Manifest } from './manifest.js'
import { mergeFiles } from './merge.js'
import { normalize } from './normalize.js'
import type { ParsedFile } from './parse.js'
import { parseFile } from './parse.js'
import { checkRules } from './rules.js'
import type { SecretsFileSeen } from './rules/context.js'
import { ruleContext } from './rules/context.js'
import type { FaultyPlace } from './sound-part.js'
import { isFollowUp, soundPart } from './sound-part.js'
import type { TextFile } from './source-text.js'
import type { Templates } from './templates/catalogue.js'
import { catalogueOf } from './templates/catalogue.js'
import type { HostTls } from './tls.js'
import type { MapNode } from './tree.js'
import { mapNode } from './tree.js'
import type { SchemaCheck } from './validate.js'
import { schemaCheck } from './validate.js'

export { matchIncludes, readIncludes } from './include.js'
export type { SecretsFileSeen } from './rules/context.js'
export type { TextFile } from './source-text.js'

export interface LoadInput {
  readonly root: TextFile
  readonly included: readonly TextFile[]
  /** Absent when the file is checked apart from a host: then nothing is said about grants and sizes. */
  readonly host?: { readonly grants: Grants; readonly facts?: { readonly cpus: number; readonly memoryBytes: number }; readonly tls?: HostTls; readonly builder?: Builder }
  /** What is wrong with files that apps mount, by their path, where somebody looked for them. */
  readonly unfitFiles?: ReadonlyMap<string, string>
  readonly secretsFile?: SecretsFileSeen
}

export interface LoadedManifest {
  /** Absent when any diagnostic is an error. */
  readonly manifest?: Manifest
  /** All that its databases could be made from. Absent when the manifest is. */
  readonly templates?: Templates
  readonly diagnostics: readonly Diagnostic[]
}

export function loadManifest(input: LoadInput): LoadedManifest {
  const { manifest, templates, diagnostics } = loadStages(input)
  const ordered = markConfidential(inReadingOrder(diagnostics), fileOf(input))
  return manifest === undefined || hasErrors(ordered) ? { diagnostics: ordered } : { manifest, ...(templates && { templates }), diagnostics: ordered }
}

function fileOf({ root, included }: LoadInput): (path: string) => ParsedFile | undefined {
  const files = new Map([...included, root].map((file) => [file.path, file]))
  return (path) => {
    const file = files.get(path)
    return file && parseFile(file)
  }
}

const checkRoot = schemaCheck(manifestCheck)
/** An included file need not repeat the version. */
const checkIncluded: SchemaCheck = (value) => checkRoot(value).filter(({ keyword, path }) => keyword !== 'required' || path.length > 0)

/** Keys that speak for the whole installation, so one file alone may say them. */
const ROOT_KEYS = ['include', 'secrets', 'ingress', 'defaults', 'templates', 'storage', 'policy']

function loadStages(input: LoadInput): LoadedManifest {
  const { root, others, unread } = filesOf(input)
  const read = [root, ...others].flatMap((file) => file.diagnostics)
  if (root.tree !== undefined && unread > 0) return { diagnostics: [...read, tooMuchIncluded(root.tree, unread)] }
  const judged = [checkFirst(root, input), ...others.map(checkOther)]
  const found = [...read, ...judged.flatMap(({ diagnostics }) => diagnostics)]
  // Of a file that cannot be read nobody knows which apps it has.
  if (root.tree === undefined || hasErrors(read)) return { diagnostics: found }
  return joinStages(input, root.tree, { trees: others.flatMap((file) => file.tree ?? []), judged: { diagnostics: found, faulty: judged.flatMap(({ faulty }) => faulty) } })
}

interface Files {
  readonly root: ParsedFile
  readonly others: readonly ParsedFile[]
  /** Files that were not looked at, since those before them are as much as one manifest may be. */
  readonly unread: number
}

/** Sorted by path, so that the order in which a source lists its files changes nothing. */
function filesOf({ root, included }: LoadInput): Files {
  const wanted = included.filter((file) => file.path !== root.path).toSorted((a, b) => byText(a.path, b.path))
  const first = parseFile(root)
  const others: ParsedFile[] = []
  let bytes = root.text.length
  let entries = first.entries
  for (const file of wanted) {
    bytes += file.text.length
    if (bytes > MAX_TOTAL_BYTES || entries > MAX_TOTAL_ENTRIES) break
    const parsed = parseFile(file)
    entries += parsed.entries
    others.push(parsed)
  }
  return { root: first, others, unread: wanted.length - others.length }
}

function tooMuchIncluded(tree: MapNode, unread: number): Diagnostic {
  const { keySpan } = tree.entries.get('include') ?? { keySpan: { ...tree.span, end: tree.span.start + 1 } }
  const limits = `${String(MAX_TOTAL_BYTES / 1024 / 1024)} MB or ${String(MAX_TOTAL_ENTRIES)} keys and items`
  return errorAt(keySpan, { rule: 'too-large', message: `the included files are more than ${limits} together; ${String(unread)} of them were not read`, help: 'divide the apps between several instances' })
}

/** Whether the included files exist is only asked when the list of them makes sense. */
function checkFirst({ tree }: ParsedFile, { root, included }: LoadInput): Judged {
  if (tree === undefined) return NOTHING
  const judged = judgeTree(tree, checkRoot)
  if (judged.faulty.some(({ path, key }) => (path[0] ?? key) === 'include')) return judged
  const remarks = includeRemarks(tree, root, included)
  return { diagnostics: [...judged.diagnostics, ...remarks], faulty: [...judged.faulty, ...(hasErrors(remarks) ? [MISSING_FILE] : [])] }
}

const NOTHING: Judged = { diagnostics: [], faulty: [] }
/** Nobody knows which apps it would have had. */
const MISSING_FILE: FaultyPlace = { path: ['projects'] }

function checkOther({ tree }: ParsedFile): Judged {
  if (tree === undefined) return NOTHING
  const refused = ROOT_KEYS.flatMap((key) => tree.entries.get(key) ?? [])
  const rest = mapNode(tree.span, new Map([...tree.entries].filter(([key]) => !ROOT_KEYS.includes(key))))
  const remarks = refused.map((entry) => errorAt(entry.keySpan, { rule: 'root-only-key', message: `${entry.key} cannot stand in an included file`, help: 'move it to the file that includes this one' }))
  const judged = judgeTree(rest, checkIncluded)
  return { ...judged, diagnostics: [...remarks, ...judged.diagnostics] }
}

/** From here on all files are one tree, in which every value still knows its own file. */
function joinStages({ host, unfitFiles, secretsFile }: LoadInput, root: MapNode, { trees, judged }: { readonly trees: readonly MapNode[]; readonly judged: Judged }): LoadedManifest {
  const { tree, diagnostics } = mergeFiles(root, trees)
  const known = [...judged.diagnostics, ...diagnostics]
  const shaped = soundPart({ tree, lost: new Set() }, judged.faulty)
  if (!shaped) return { diagnostics: known }
  const catalogue = catalogueOf(shaped.tree)
  const fitting = soundPart(shaped, catalogue.faulty)
  if (!fitting) return { diagnostics: [...known, ...catalogue.diagnostics] }
  const { findings } = normalize(fitting.tree, catalogue.templates)
  const formed = [...known, ...catalogue.diagnostics, ...findings.map((finding) => toDiagnostic(tree, finding))]
  const sound = soundPart(fitting, findings.filter(({ severity }) => severity === 'error'))
  if (!sound) return { diagnostics: formed }
  const { manifest } = normalize(sound.tree, catalogue.templates)
  const ruled = checkRules(ruleContext({ manifest, tree: sound.tree, host, unfitFiles, secretsFile })).filter((finding) => !isFollowUp(finding, sound))
  return { manifest, templates: catalogue.templates, diagnostics: [...formed, ...ruled.map((finding) => toDiagnostic(sound.tree, finding))] }
}
