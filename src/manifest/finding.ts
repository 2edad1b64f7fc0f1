/** What a rule found, told by the path of the value. Rules never see lines and columns; this file turns one into the other. */
import type { Diagnostic } from '../model/diagnostic.js'
import { diagnosticAt } from './diagnostic.js'
import type { Span } from './source-text.js'
import type { Path, TreeNode } from './tree.js'
import { placeOf } from './tree.js'

export interface Finding {
  readonly severity: Diagnostic['severity']
  readonly rule: string
  readonly message: string
  readonly help?: string | undefined
  readonly path: Path
  /** Underline the key that the value hangs on, for what concerns the thing as a whole. Default: the value. */
  readonly on?: 'key'
  readonly related?: readonly { readonly path: Path; readonly message: string; readonly on?: 'key' }[]
}

export function fault(finding: Omit<Finding, 'severity'>): Finding {
  return { severity: 'error', ...finding }
}

export function hint(finding: Omit<Finding, 'severity'>): Finding {
  return { severity: 'warning', ...finding }
}

export function toDiagnostic(tree: TreeNode, finding: Finding): Diagnostic {
  const { rule, message, help, severity, related = [] } = finding
  const places = related.map((item) => ({ span: spanAt(tree, item.path, item.on), message: item.message }))
  return diagnosticAt(spanAt(tree, finding.path, finding.on), { rule, message, help, related: places }, severity)
}

/** A path that was never written leads to the nearest thing that was. */
function spanAt(tree: TreeNode, path: Path, on: 'key' | undefined): Span {
  const { node, keySpan } = placeOf(tree, path)
  const isWord = node.kind === 'scalar' && node.span.end > node.span.start
  if (isWord && on === undefined) return node.span
  return keySpan ?? (isWord ? node.span : { ...node.span, end: node.span.start + 1 })
}
