/** A remark about a text that a person wrote, with its position. Severity `error` means: nothing was applied. */

export interface SourcePosition {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 units of the line. */
  readonly column: number
  /** Number of units to underline, at least 1. */
  readonly length: number
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** The rule that spoke, kebab-case, for example `unknown-key` or `duplicate-host`. */
  readonly rule: string
  /** What is wrong and why, one sentence without a trailing period. */
  readonly message: string
  /** What to do next, for example `did you mean "domains"?`. */
  readonly help?: string
  readonly at: SourcePosition
  /** The marked line as it stands in the file, cut to a readable width by the renderer. */
  readonly lineText: string
  /** From this column on, 1-based, the line holds values of env, build args or labels, which are for readers on the host alone. */
  readonly confidentialFrom?: number
  /** Other places that take part, for example the first of two duplicates. */
  readonly related: readonly { readonly at: SourcePosition; readonly message: string }[]
}
