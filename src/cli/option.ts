/** Options and arguments as data, before any library knows of them; and what was typed for them. */

export interface OptionSpec {
  /** As commander reads it: `-f, --follow` or `--tail <N>`. */
  readonly flags: string
  readonly description: string
  readonly choices?: readonly string[]
}

export interface ArgumentSpec {
  /** `[SEL]` when it may be left out, `<SEL>` when not. */
  readonly name: string
  readonly description: string
  readonly choices?: readonly string[]
}

export type Options = Readonly<Record<string, string | boolean | undefined>>
