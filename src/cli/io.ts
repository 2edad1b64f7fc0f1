/** All that the command line touches of its process: streams, environment, time, and Ctrl-C. Tests hand in their own. */

export interface Output {
  readonly isTTY: boolean
  readonly columns: number
  readonly rows: number
  write(text: string): void
  /** Fires when nobody reads any more, as behind `| head`. */
  readonly closed: AbortSignal
}

export interface Input {
  readonly isTTY: boolean
  /** Refuses above `maxBytes`. */
  readAll(maxBytes: number): Promise<string>
  /** The answer to a question that was written to stderr; undefined when the input ends or the signal fires. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>
  /** The same without showing what is typed. */
  askHidden(question: string, signal: AbortSignal): Promise<string | undefined>
}

export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  readonly stdin: Input
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Who runs this, for texts. */
  readonly user: string
  readonly uid: number
  readonly nodeVersion: string
  nowIso(): string
  /** Ctrl-C, or a polite kill. */
  readonly interrupted: AbortSignal
}
