/**
 * The two voices of a verb: the answer goes to stdout, everything else to stderr. All text passes one gate here that lets colours
 * through and no other control byte, whatever an engine, a commit or a file may hold.
 */
import { diagnosticText } from '../render/diagnostic-text.js'
import { stripControls } from '../render/escape.js'
import { failureText, helpText } from '../render/failure-text.js'
import type { Paint } from '../render/paint.js'
import { toYaml } from '../render/yaml.js'
import { paintFor } from './color.js'
import type { ExitCode } from './exit.js'
import { EXIT, exitOfFailure } from './exit.js'
import type { Globals } from './globals.js'
import type { Io } from './io.js'
import type { Refusal } from './refusal.js'

export interface Say {
  /** Colours of stdout and of stderr. */
  readonly paint: Paint
  readonly errorPaint: Paint
  /** The answer as text. Nothing is written for an empty one. */
  answer(text: string): void
  /** The answer as data, one document; `schemaVersion` is set here. */
  document(value: object): void
  /** One line of a stream of data. */
  record(value: object): void
  /** Beside the answer; not with -q. */
  note(text: string): void
  /** What must be heard, also with -q. */
  warn(text: string): void
  refuse(refusal: Refusal): ExitCode
}

export function createSay(io: Io, globals: Globals, signal: AbortSignal): Say {
  const paint = paintFor(io.stdout, io.env, globals.color)
  const errorPaint = paintFor(io.stderr, io.env, globals.color)
  const out = (text: string): void => io.stdout.write(visible(text))
  const err = (text: string): void => io.stderr.write(visible(withBreak(text)))
  return {
    paint,
    errorPaint,
    answer: (text) => (text === '' ? undefined : out(withBreak(text))),
    document: (value) => out(globals.output === 'yaml' ? toYaml(versioned(value)) : `${safeJson(versioned(value), 2)}\n`),
    record: (value) => out(`${safeJson(versioned(value))}\n`),
    note: (text) => (globals.verbosity === 'quiet' || text === '' ? undefined : err(text)),
    warn: (text) => (text === '' ? undefined : err(text)),
    refuse: (refusal) => {
      // That it was cut short needs no explanation to the one who did it.
      const isOwnWish = signal.aborted && refusal.kind === 'failure' && refusal.failure.code === 'aborted'
      if (!isOwnWish) err(refusalText(refusal, errorPaint))
      return refusal.kind === 'failure' ? exitOfFailure(refusal.failure.code) : EXIT.usage
    },
  }
}

/** The version of everything that is printed as data. It changes when a key changes its meaning or goes away. */
const SCHEMA_VERSION = 1

function versioned(value: object): object {
  return { schemaVersion: SCHEMA_VERSION, ...value }
}

function refusalText(refusal: Refusal, paint: Paint): string {
  switch (refusal.kind) {
    case 'failure': return failureText(refusal.failure, paint)
    case 'diagnostics': return diagnosticText(refusal.diagnostics, paint)
    case 'usage': return `${paint.red('error:')} ${stripControls(refusal.message)}${refusal.help === undefined ? '' : `\n${helpText(refusal.help)}`}`
  }
}

function withBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

/** As paint.ts writes them. */
const COLOUR = /(\u001b\[[0-9;]*m)/

function visible(text: string): string {
  return text.split('\n').map((line) => line.split(COLOUR).map((part, at) => (at % 2 === 1 ? part : stripControls(part))).join('')).join('\n')
}

/** What the gate would take away is written as an escape instead: data must arrive whole. */
function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
