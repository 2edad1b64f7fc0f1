/** `mistctl logs`: what apps wrote, what their builds said, or what became of one run. */
import type { AppKey } from '../../model/resource.js'
import { failureLine } from '../../model/failure.js'
import { stripControls } from '../../render/escape.js'
import { helpText } from '../../render/failure-text.js'
import { logLineText } from '../../render/log-text.js'
import { shortRevision } from '../../render/revision-text.js'
import { followBuild } from '../build-log.js'
import type { CommandSpec, ReadContext, Typed } from '../command.js'
import { parseMoment } from '../durations.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { notTaken } from '../idle.js'
import type { LogWish, NamedLine } from '../log-reader.js'
import { findContainers, followLines, readLines } from '../log-reader.js'
import { parseCount } from '../numbers.js'
import type { Refusal } from '../refusal.js'
import { checkSelector, refusedBy, usage } from '../refusal.js'

export const logs: CommandSpec = {
  name: 'logs',
  summary: 'show what an app wrote, or what its build said',
  group: 'Look',
  needs: 'read',
  source: 'optional',
  argument: { name: '<SEL>', description: 'project or project/app' },
  options: [
    { flags: '-f, --follow', description: 'go on with what is written from now on, across replacements' },
    { flags: '--tail <N>', description: 'lines from the end per container, or all (default: 100, with --since all)' },
    { flags: '--since <TIME>', description: 'from a time on: 10m, 2h, or 2026-03-01T10:00Z' },
    { flags: '--timestamps', description: 'show when each line was written' },
    { flags: '--build', description: 'the output of the last build or pull' },
    { flags: '--run <ID>', description: 'what became of the app in one run, with its build output' },
  ],
  details: `Lines of several containers are merged by time and carry their name. In this
command -f means --follow; a file is named by --file.

Examples:
  mistctl logs shop/web -f
  mistctl logs shop --since 10m --timestamps
  mistctl logs shop/web --build -f
  mistctl logs shop/web --run 318          why it failed then

Exit codes: 0 done, 1 there is nothing, 2 usage, 4 no connection, 130 ended by
Ctrl-C`,
  idle,
  run,
}

/** What a build said is kept without times, and what became of an app in one run has ended. */
function idle(typed: Typed): Refusal | undefined {
  const { build, run: one } = typed.options
  if (build === true) return notTaken('logs --build', ['--tail', '--since', '--timestamps'], typed)
  return one === undefined ? undefined : notTaken('logs --run', ['--tail', '--since', '--timestamps', '--follow'], typed)
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { options, say } = context
  const runId = parseCount(options['run'], 'all')
  if (runId === undefined) return say.refuse(usage('--run is no number', 'The numbers are in: mistctl history'))
  if (options['build'] === true && options['follow'] === true) return followedBuild(context, runId === 'all' ? undefined : runId)
  if (options['build'] === true || runId !== 'all') return buildLogs(context, runId === 'all' ? undefined : runId)
  const wish = wishOf(context)
  return wish === undefined ? say.refuse(usage('--tail or --since cannot be read', 'For example: --tail 50, --tail all, --since 10m')) : appLogs(context, wish)
}

const DEFAULT_TAIL = 100

function wishOf({ options, ports }: ReadContext): LogWish | undefined {
  const since = options['since']
  const tail = parseCount(options['tail'], typeof since === 'string' ? 'all' : DEFAULT_TAIL)
  const from = typeof since === 'string' ? parseMoment(since, { nowIso: ports.clock.nowIso(), direction: 'past' }) : ''
  if (tail === undefined || from === undefined) return undefined
  return { tail, sinceSeconds: from === '' ? 0 : Math.floor(Date.parse(from) / 1_000) }
}

async function appLogs(context: ReadContext, wish: LogWish): Promise<ExitCode> {
  const { ports, argument = '', options, say, signal, io } = context
  const found = await findContainers(ports, argument, signal)
  if (!found.ok) return say.refuse(refusedBy(found.error))
  const selected = checkSelector(argument, found.value.apps)
  if (!selected.ok) return say.refuse(selected.error)
  const print = printer(context, found.value.containers.map(({ name }) => name))
  if (options['follow'] === true) {
    await followLines(ports, { selector: argument, wish, print }, AbortSignal.any([signal, io.stdout.closed]))
    return signal.aborted ? EXIT.interrupted : EXIT.done
  }
  const lines = await readLines(ports, found.value.containers, { wish, signal: AbortSignal.any([signal, io.stdout.closed]) })
  lines.forEach(print)
  if (lines.length === 0) say.note(`${argument} has written nothing${wish.sinceSeconds > 0 ? ' since then' : ''}.`)
  return EXIT.done
}

function printer({ globals, options, say }: ReadContext, names: readonly string[]): (line: NamedLine) => void {
  if (globals.output !== 'table') return (line) => say.record(line)
  const isSeveral = names.length > 1 || options['follow'] === true
  const nameWidth = isSeveral ? Math.max(1, ...names.map((name) => name.length)) : 0
  const timestamps = options['timestamps'] === true ? 'shown' : 'hidden'
  return (line) => say.answer(`${logLineText(line, { paint: say.paint, nameWidth, timestamps })}\n`)
}

async function followedBuild(context: ReadContext, run: number | undefined): Promise<ExitCode> {
  const { ports, argument = '', globals, say, signal, io } = context
  if (!isAppKey(argument)) return say.refuse(ofOneApp(argument))
  const print = (line: string): void => { if (globals.output === 'table') say.answer(`${stripControls(line)}\n`); else say.record({ app: argument, line }) }
  await followBuild(ports, { app: argument, ...(run !== undefined && { run }), print }, AbortSignal.any([signal, io.stdout.closed]))
  return signal.aborted ? EXIT.interrupted : EXIT.done
}

function ofOneApp(argument: string): ReturnType<typeof usage> {
  return usage(`"${argument}" is a project`, 'Build logs belong to one app: write project/app.')
}

function buildLogs(context: ReadContext, run: number | undefined): ExitCode {
  const { ports, argument = '', globals, say } = context
  if (!isAppKey(argument)) return say.refuse(ofOneApp(argument))
  const lines = ports.store.buildLog({ app: argument, ...(run !== undefined && { run }) })
  const story = run === undefined ? [] : storyOf(context, argument, run)
  if (globals.output !== 'table') say.document({ app: argument, ...(run !== undefined && { run }), story, lines })
  else [...lines, ...story].forEach((line) => say.answer(`${stripControls(line)}\n`))
  if (lines.length + story.length > 0) return EXIT.done
  say.note(`Nothing is kept of a build or pull of ${argument}${run === undefined ? '' : ` in run ${String(run)}`}.`)
  return EXIT.no
}

function isAppKey(text: string): text is AppKey {
  return /^[^/]+\/[^/]+$/.test(text)
}

const MANY = 2_000

/** What a run did to one app: the words of its failure hold the last output of the container. */
function storyOf({ ports }: ReadContext, app: AppKey, id: number): readonly string[] {
  const run = ports.store.runs({ limit: MANY }).find((one) => one.id === id)
  const outcomes = run?.outcomes.filter((one) => one.app === app) ?? []
  const failed = outcomes.find((one) => one.result === 'failed')
  if (!run || outcomes.length === 0) return []
  const head = `run ${String(id)}${run.revision ? ` at ${shortRevision(run.revision)}` : ''}, ${run.startedAt}: ${app} ${failed ? 'failed' : [...new Set(outcomes.map(({ result }) => result))].join(', ')}`
  if (failed?.result !== 'failed') return [head]
  const { failure } = failed
  return [head, failureLine(failure), ...(failure.help === undefined ? [] : helpText(failure.help).split('\n'))]
}
