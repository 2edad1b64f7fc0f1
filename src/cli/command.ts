/**
 * What a verb is: its words, its options, and how much of the world it is handed. A verb that only looks is given ports that can only
 * look; the type says so, and nothing in its context leads further.
 */
import type { EngineConfig } from '../engine/config.js'
import type { ReconcileEvent } from '../model/event.js'
import type { Result } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import type { Emit, Ports, ReadPorts, StateCopyPort } from '../ports.js'
import type { Parts } from './deps.js'
import type { ExitCode } from './exit.js'
import type { Globals } from './globals.js'
import type { Host } from './host.js'
import type { Io } from './io.js'
import type { ArgumentSpec, Options, OptionSpec } from './option.js'
import type { Refusal } from './refusal.js'
import type { Say } from './say.js'

interface Words {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly group: 'Write' | 'Converge' | 'Look' | 'Operate'
  readonly argument?: ArgumentSpec
  readonly second?: ArgumentSpec
  readonly third?: ArgumentSpec
  readonly options: readonly OptionSpec[]
  /** Shown below the options: what it does exactly, examples, exit codes. */
  readonly details: string
  /** What was typed and would be left out in silence. */
  readonly idle?: (typed: Typed) => Refusal | undefined
  /** Works without a source, such as reading history. */
  readonly source?: 'optional'
}

export type CommandSpec = Words & (
  | { readonly needs: 'nothing'; readonly run: (context: PlainContext) => Promise<ExitCode> }
  | { readonly needs: 'read'; readonly run: (context: ReadContext) => Promise<ExitCode>; /** Of a verb that changes something in some of its forms. */ readonly writes?: WritingForm }
  | { readonly needs: 'write'; readonly run: (context: WriteContext) => Promise<ExitCode> }
)

/** What only looks stays out of reach of what could change something: `run` loads that when it is asked for. */
export interface WritingForm {
  readonly isMeant: (typed: Pick<CommandContext, 'argument' | 'options'>) => boolean
  readonly run: (context: WriteContext) => Promise<ExitCode>
}

export interface CommandContext {
  readonly io: Io
  readonly say: Say
  readonly globals: Globals
  /** The argument, when it was given. */
  readonly argument?: string
  readonly second?: string
  readonly third?: string
  readonly options: Options
  /** Ctrl-C or `--timeout`. */
  readonly signal: AbortSignal
}

/** A command line, before anything is opened for it. */
export type Typed = Pick<CommandContext, 'argument' | 'second' | 'third' | 'options' | 'globals'>

export interface PlainContext extends CommandContext {
  readonly host: Host
  readonly open: Opener
}

export interface ReadContext extends CommandContext {
  readonly settings: HostSettings
  readonly config: EngineConfig
  readonly ports: ReadPorts
  /** The HTTP status of an answer, to learn whether mistd is there. */
  readonly httpStatus: Host['httpStatus']
}

export interface WriteContext extends CommandContext {
  readonly settings: HostSettings
  readonly config: EngineConfig
  readonly ports: Ports
  /** Everything that happens from now on. */
  onEvent(listener: (event: ReconcileEvent) => void): void
}

/** Opens what a verb needs beyond what it was handed. Only verbs that diagnose or decide late use it. */
export interface Opener {
  settings(): Promise<Result<HostSettings, Refusal>>
  read(emit: Emit): Promise<Result<Opened<ReadPorts>, Refusal>>
  stateCopies(): Promise<Result<StateCopyPort, Refusal>>
  /** The places of secrets, and files of them in a checkout. */
  secrets(): Promise<Pick<Parts, 'createSecrets' | 'createSecretFiles'>>
}

export interface Opened<P> {
  readonly settings: HostSettings
  readonly config: EngineConfig
  readonly ports: P
  close(): Promise<void>
}
