/** The flags that every verb understands, before or after it, and what they mean together. */
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import { parseDuration } from './durations.js'
import type { OptionSpec, Options } from './option.js'
import type { Refusal } from './refusal.js'
import { usage } from './refusal.js'

export type OutputFormat = 'table' | 'json' | 'yaml'
export type ColorChoice = 'auto' | 'always' | 'never'
export type ProgressChoice = 'auto' | 'tty' | 'plain' | 'json' | 'quiet'

export interface Globals {
  readonly config?: string
  readonly file?: string
  readonly output: OutputFormat
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
  readonly color: ColorChoice
  readonly progress: ProgressChoice
  /** `never`: no question is asked, whatever the terminal. */
  readonly input: 'allowed' | 'never'
  readonly consent: 'given' | 'ask'
  readonly timeoutMs?: number
}

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '-c, --config <PATH>', description: 'settings of this host (default: $MIST_CONFIG, else /etc/mist/mistd.yaml)' },
  { flags: '-f, --file <PATH>', description: 'a mist.yaml or its folder, instead of the configured source' },
  { flags: '-o, --output <FORMAT>', description: 'table, json or yaml', choices: ['table', 'json', 'yaml'] },
  { flags: '-q, --quiet', description: 'say nothing but the answer and errors' },
  { flags: '-v, --verbose', description: 'say what is being done' },
  { flags: '--color <WHEN>', description: 'auto, always or never', choices: ['auto', 'always', 'never'] },
  { flags: '--progress <KIND>', description: 'auto, tty, plain, json (lines of JSON) or quiet', choices: ['auto', 'tty', 'plain', 'json', 'quiet'] },
  { flags: '--no-input', description: 'never ask a question' },
  { flags: '-y, --yes', description: 'answer yes to every question' },
  { flags: '--timeout <TIME>', description: 'give up after this time, for example 90s or 5m' },
]

/** Verbs whose `-f` means follow, as everybody's fingers know it; there the file is `--file` alone. */
export function globalsBeside(own: readonly OptionSpec[]): readonly OptionSpec[] {
  const isFollowing = own.some(({ flags }) => flags.startsWith('-f,'))
  return isFollowing ? GLOBAL_OPTIONS.map((option) => ({ ...option, flags: option.flags.replace(/^-f, /, '') })) : GLOBAL_OPTIONS
}

export function readGlobals(options: Options): Result<Globals, Refusal> {
  const timeout = textOf(options['timeout'])
  const timeoutMs = timeout === undefined ? undefined : parseDuration(timeout)
  if (timeout !== undefined && timeoutMs === undefined) return err(usage(`--timeout ${timeout} is no time`, 'Write a number with ms, s, m, h or d, for example 90s.'))
  return ok({ ...placesOf(options), ...mannersOf(options), ...(timeoutMs !== undefined && { timeoutMs }) })
}

function placesOf(options: Options): Pick<Globals, 'config' | 'file'> {
  const [config, file] = [textOf(options['config']), textOf(options['file'])]
  return { ...(config !== undefined && { config }), ...(file !== undefined && { file }) }
}

/** Commander has checked each word against its list. */
function mannersOf({ output, quiet, verbose, color, progress, input, yes }: Options): Pick<Globals, 'output' | 'verbosity' | 'color' | 'progress' | 'input' | 'consent'> {
  return {
    output: (output ?? 'table') as OutputFormat,
    verbosity: quiet === true ? 'quiet' : verbose === true ? 'verbose' : 'normal',
    color: (color ?? 'auto') as ColorChoice,
    progress: (progress ?? 'auto') as ProgressChoice,
    input: input === false ? 'never' : 'allowed',
    consent: yes === true ? 'given' : 'ask',
  }
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
