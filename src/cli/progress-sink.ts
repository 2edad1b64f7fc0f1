/**
 * Where the progress of an apply is shown: drawn over and over on a terminal, a line per step elsewhere, lines of JSON for programs.
 * All of it goes to stderr; what a row says is decided in `render/progress.ts`.
 */
import type { ReconcileEvent } from '../model/event.js'
import { eventText } from '../render/event-text.js'
import type { FinalRow, Progress } from '../render/progress.js'
import { advance, finalLine, NO_PROGRESS, progressLines } from '../render/progress.js'
import type { CommandContext } from './command.js'
import type { ProgressChoice } from './globals.js'
import type { Output } from './io.js'

export interface ProgressSink {
  show(event: ReconcileEvent): void
  /** A line that stays, between what is drawn over. */
  note(text: string): void
  /** Takes away what is only there while work goes on. */
  end(): void
}

export function createProgressSink(context: CommandContext): ProgressSink {
  const { io, globals, say } = context
  const still = { note: say.warn, end: () => undefined }
  const kind = kindOf(globals.progress, { isQuiet: globals.verbosity === 'quiet', isTerminal: io.stderr.isTTY && io.env['TERM'] !== 'dumb' })
  switch (kind) {
    case 'quiet': return { ...still, show: () => undefined }
    case 'json': return { ...still, show: (event) => io.stderr.write(`${JSON.stringify({ schemaVersion: 1, at: io.nowIso(), event })}\n`) }
    case 'plain': return { ...still, show: plainShow(say.warn, { paint: say.errorPaint, isVerbose: globals.verbosity === 'verbose' }) }
    case 'tty': return terminalSink(io.stderr, say.warn, say.errorPaint)
  }
}

function kindOf(choice: ProgressChoice, { isQuiet, isTerminal }: { readonly isQuiet: boolean; readonly isTerminal: boolean }): Exclude<ProgressChoice, 'auto'> {
  if (choice !== 'auto') return choice
  return isQuiet ? 'quiet' : isTerminal ? 'tty' : 'plain'
}

type Paint = CommandContext['say']['paint']

/** The steps that take time or end something; the rest is for -v. */
const TOLD: readonly string[] = ['ensure-image', 'start-container', 'await-ready', 'update-container', 'confirm-route', 'stop-container', 'remove-container', 'create-network', 'remove-network']
const OUTPUT_EVERY_MS = 10_000

function plainShow(write: (text: string) => void, { paint, isVerbose }: { readonly paint: Paint; readonly isVerbose: boolean }): ProgressSink['show'] {
  const nextOutputMs = new Map<string, number>()
  return (event) => {
    if (event.type === 'image-progress' && performance.now() < (nextOutputMs.get(event.app) ?? 0)) return
    if (event.type === 'image-progress') nextOutputMs.set(event.app, performance.now() + OUTPUT_EVERY_MS)
    if (isVerbose || isTold(event)) write(eventText(event, paint))
  }
}

function isTold(event: ReconcileEvent): boolean {
  switch (event.type) {
    case 'step-started': return TOLD.includes(event.step)
    case 'image-progress':
    case 'app-released':
    case 'app-failed':
    case 'app-skipped':
    case 'lease-waiting': return true
    default: return false
  }
}

const DRAW_EVERY_MS = 100
const RIM_ROWS = 4
const MAX_ROWS = 12

function terminalSink(terminal: Output, write: (text: string) => void, paint: Paint): ProgressSink {
  let progress: Progress = NO_PROGRESS
  let drawn = 0
  let timer: NodeJS.Timeout | undefined
  const erase = (): void => {
    if (drawn > 0) terminal.write(`\u001b[${String(drawn)}A\u001b[0J`)
    drawn = 0
  }
  const draw = (): void => {
    erase()
    const lines = progressLines(progress, { paint, nowMs: performance.now(), columns: terminal.columns, maxRows: Math.max(1, Math.min(MAX_ROWS, terminal.rows - RIM_ROWS)) })
    for (const line of lines) write(line)
    drawn = lines.length
  }
  const beat = (): void => {
    timer ??= setInterval(() => draw(), DRAW_EVERY_MS)
    timer.unref()
  }
  const finish = (final: FinalRow): void => {
    erase()
    write(finalLine(final, paint))
  }
  return {
    show: (event) => {
      const next = advance(progress, event, performance.now())
      progress = next.progress
      if (next.final) finish(next.final)
      beat()
    },
    note: (text) => {
      erase()
      write(text)
      draw()
    },
    end: () => {
      clearInterval(timer)
      timer = undefined
      progress = NO_PROGRESS
      erase()
    },
  }
}
