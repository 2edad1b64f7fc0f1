/**
 * From the command line to an exit code: settings, state directory, lock, parts, daemon; and back in reverse. Decides what a
 * failed start says and how it ends; what runs is decided in `daemon.ts`.
 */
import { readFileSync } from 'node:fs'
import { failureLine, type Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import { wordOf } from '../model/word-of.js'
import type { Emit, ForgePort, Lease } from '../ports.js'
import { diagnosticText } from '../render/diagnostic-text.js'
import { plainPaint } from '../render/paint.js'
import { loadSettings } from '../settings.js'
import { HELP, readArgs, type Command } from './args.js'
import { runDaemon, type Composition, type Daemon } from './daemon.js'
import { createEventHub, type EventHub } from './event-hub.js'
import type { ServiceNotifier } from './service.js'
import { listenForStop } from './stop-signal.js'
import { readVersion } from './version.js'

/** The effects that mistd needs before there are ports. `compose.ts` supplies them. */
export interface DaemonParts {
  openStateDir(path: string): Result<unknown>
  acquireDaemonLock(stateDir: string): Result<Lease>
  /** `notices` is what the operator must hear of, such as a history that began anew. */
  compose(settings: HostSettings, emit: Emit): Result<Composition & { readonly notices?: readonly string[] }>
  createLogSink(options: { readonly level: HostSettings['logLevel']; readonly instance: string }): Emit
  createForge(forges: HostSettings['statuses']): ForgePort
  createServiceNotifier(env: Readonly<Record<string, string | undefined>>): ServiceNotifier
}

export const EXIT = { done: 0, hurried: 1, invalid: 2, lockHeld: 3, cannotStart: 4 } as const

export const STOP_WITHIN_MS = 30_000
const DEFAULT_CONFIG = '/etc/mist/mistd.yaml'

export async function main(argv: readonly string[], parts: DaemonParts): Promise<number> {
  const command = readArgs(argv, process.env)
  switch (command.kind) {
    case 'help': return print(HELP)
    case 'version': return print(`mistd ${readVersion()}\n`)
    case 'usage':
      say(`cannot read the command line: ${command.message}\nTry: mistd --help`)
      return EXIT.invalid
    case 'run':
    case 'check': {
      const settings = readSettings(command)
      if (settings === undefined) return EXIT.invalid
      return command.kind === 'check' ? print('The settings are valid.\n') : start(settings, parts)
    }
  }
}

async function start(settings: HostSettings, parts: DaemonParts): Promise<number> {
  const directory = parts.openStateDir(settings.stateDir)
  if (!directory.ok) return refuse(directory.error)
  const lock = parts.acquireDaemonLock(settings.stateDir)
  if (!lock.ok) return refuse(lock.error)
  const hub = createEventHub()
  hub.listen(parts.createLogSink({ level: settings.logLevel, instance: settings.instance }))
  try {
    const composed = parts.compose(settings, hub.emit)
    if (!composed.ok) return refuse(composed.error)
    for (const notice of composed.value.notices ?? []) say(`warning: ${notice}`)
    return await serve(composed.value, settings, { hub, parts })
  } finally {
    lock.value.release()
  }
}

async function serve(composed: Composition, settings: HostSettings, { hub, parts }: { readonly hub: EventHub; readonly parts: DaemonParts }): Promise<number> {
  const signals = listenForStop()
  try {
    const started = await runDaemon(composed, settings, { hub, notifier: parts.createServiceNotifier(process.env), forge: parts.createForge(settings.statuses), version: readVersion(), say })
    if (!started.ok) {
      await composed.close()
      return refuse(started.error)
    }
    const first = await signals.asked
    return await Promise.race([stopAll(started.value, composed, first), signals.hurried.then(() => EXIT.hurried), tooLong()])
  } finally {
    signals.dispose()
  }
}

/** The service manager would send SIGKILL some time later; going by ourselves leaves the lock and the log in order. */
function tooLong(): Promise<number> {
  return new Promise((resolve) => {
    setTimeout(() => { resolve(EXIT.hurried) }, STOP_WITHIN_MS).unref()
  })
}

async function stopAll(daemon: Daemon, composed: Composition, signal: string): Promise<number> {
  await daemon.stop(signal)
  await composed.close()
  return EXIT.done
}

/** Undefined after saying what is wrong with them. */
function readSettings(command: Extract<Command, { kind: 'run' | 'check' }>): HostSettings | undefined {
  const file = readConfig(command.configPath)
  if (!file.ok) {
    say(file.error)
    return undefined
  }
  const loaded = loadSettings(file.value, command.overrides)
  if (!loaded.ok) {
    say(diagnosticText(loaded.error, plainPaint))
    return undefined
  }
  if (loaded.value.source !== undefined) return loaded.value
  say(`cannot start: no source is set\nSet source.git or source.folder in ${file.value?.path ?? DEFAULT_CONFIG}.`)
  return undefined
}

/** A file that was named must be there; the one at the usual place may be missing. */
function readConfig(named: string | undefined): Result<{ readonly path: string; readonly text: string } | undefined, string> {
  const path = named ?? DEFAULT_CONFIG
  try {
    return ok({ path, text: readFileSync(path, 'utf8') })
  } catch (error) {
    if (named === undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(undefined)
    return err(`cannot read the settings ${path}: ${wordOf(error)}`)
  }
}

function refuse(failure: Failure): number {
  say(`${failureLine(failure)}${failure.help === undefined ? '' : `\n${failure.help}`}`)
  if (failure.code === 'lease-held') return EXIT.lockHeld
  return failure.code === 'settings-invalid' ? EXIT.invalid : EXIT.cannotStart
}

function print(text: string): number {
  process.stdout.write(text)
  return EXIT.done
}

function say(line: string): void {
  process.stderr.write(`mistd: ${line}\n`)
}
