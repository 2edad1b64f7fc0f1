/** From a parsed command line to an exit code: globals, deadline, the parts that the verb needs, the verb, and all of it closed again. */
import type { ReconcileEvent } from '../model/event.js'
import { eventText } from '../render/event-text.js'
import type { CommandContext, CommandSpec, Opened, PlainContext } from './command.js'
import type { Deps } from './deps.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { readGlobals } from './globals.js'
import { idleWords } from './idle.js'
import { createDeadline } from './interrupt.js'
import type { Io } from './io.js'
import type { OpenQuery } from './opener.js'
import { openReader, openStateCopies, openWriter } from './opener.js'
import type { Options } from './option.js'
import { createSay } from './say.js'
import { readSettings } from './settings-file.js'

export interface Invocation {
  readonly spec: CommandSpec
  readonly argument: string | undefined
  readonly second?: string | undefined
  readonly third?: string | undefined
  readonly options: Options
}

export async function runCommand(io: Io, deps: Deps, { spec, argument, second, third, options }: Invocation): Promise<ExitCode> {
  const globals = readGlobals(options)
  if (!globals.ok) return createSay(io, FALLBACK, io.interrupted).refuse(globals.error)
  const deadline = createDeadline(io.interrupted, globals.value.timeoutMs)
  const say = createSay(io, globals.value, deadline.signal)
  const context: CommandContext = { io, say, globals: globals.value, options, signal: deadline.signal, ...(argument !== undefined && { argument }), ...(second !== undefined && { second }), ...(third !== undefined && { third }) }
  const idle = idleWords(spec, context)
  try {
    const code = idle ? say.refuse(idle) : await dispatch(spec, context, { io, globals: globals.value, host: deps.host, deps, source: spec.source })
    const final = deadline.exitOf(code)
    if (final === EXIT.timedOut && final !== code) say.warn(`${say.errorPaint.red('error:')} cannot finish ${spec.name}: the time given by --timeout is over`)
    return final
  } finally {
    deadline.dispose()
  }
}

const FALLBACK = { output: 'table', verbosity: 'normal', color: 'auto', progress: 'auto', input: 'allowed', consent: 'ask' } as const

function dispatch(spec: CommandSpec, context: CommandContext, query: OpenQuery): Promise<ExitCode> {
  switch (spec.needs) {
    case 'nothing': return spec.run(plainContext(context, query))
    case 'read': return spec.writes?.isMeant(context) === true ? withWriter(spec.writes.run, context, query) : withReader(spec.run, context, query)
    case 'write': return withWriter(spec.run, context, query)
  }
}

function plainContext(context: CommandContext, query: OpenQuery): PlainContext {
  return { ...context, host: query.host, open: { settings: () => readSettings(query), stateCopies: () => openStateCopies(query), read: (emit) => openReader(query, emit), secrets: () => query.deps.load() } }
}

type Running<N extends CommandSpec['needs']> = Extract<CommandSpec, { readonly needs: N }>['run']

async function withReader(run: Running<'read'>, context: CommandContext, query: OpenQuery): Promise<ExitCode> {
  const opened = await openReader(query, verboseEmit(context))
  if (!opened.ok) return context.say.refuse(opened.error)
  const { settings, config, ports, notices } = opened.value
  for (const notice of notices) context.say.warn(`warning: ${notice}`)
  return closing(opened.value, () => run({ ...context, settings, config, ports, httpStatus: query.host.httpStatus }))
}

async function withWriter(run: Running<'write'>, context: CommandContext, query: OpenQuery): Promise<ExitCode> {
  const listeners: ((event: ReconcileEvent) => void)[] = []
  const opened = await openWriter(query, (event) => listeners.forEach((listener) => listener(event)))
  if (!opened.ok) return context.say.refuse(opened.error)
  const { settings, config, ports, notices } = opened.value
  for (const notice of notices) context.say.warn(`warning: ${notice}`)
  return closing(opened.value, () => run({ ...context, settings, config, ports, onEvent: (listener) => void listeners.push(listener) }))
}

async function closing(opened: Pick<Opened<unknown>, 'close'>, run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run()
  } finally {
    await opened.close()
  }
}

function verboseEmit({ globals, say }: CommandContext): (event: ReconcileEvent) => void {
  if (globals.verbosity !== 'verbose') return () => undefined
  return (event) => say.note(eventText(event, say.errorPaint))
}
