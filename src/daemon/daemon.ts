/**
 * Runs the loop and what stands around it: HTTP, triggers, the service manager. Starts in order, stops in reverse. That the engine
 * or the source cannot be reached is no reason not to start: the loop waits for them and says so.
 */
import { startKeeper } from '../engine/backup/keeper.js'
import type { EngineConfig } from '../engine/config.js'
import { startLoop, type Loop } from '../engine/loop.js'
import type { ReconcileEvent } from '../model/event.js'
import type { Failure } from '../model/failure.js'
import { err, ok, type Result } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import type { ForgePort, Ports } from '../ports.js'
import { startCommitReports } from './commit-reports.js'
import type { EventHub } from './event-hub.js'
import { startHttp, type HttpEndpoint } from './http/start.js'
import { watchService, type ServiceNotifier } from './service.js'
import { createStatusSource } from './status-source.js'
import { startTriggers, type TriggerOptions } from './triggers/triggers.js'

/** What `compose.ts` makes of the settings. */
export interface Composition {
  readonly ports: Ports
  readonly config: EngineConfig
  close(): Promise<void>
}

export interface DaemonOptions {
  readonly hub: EventHub
  readonly notifier: ServiceNotifier
  readonly forge: ForgePort
  readonly version: string
  /** Lines for the operator, before and beside the log. */
  readonly say: (line: string) => void
}

export interface Daemon {
  /** Undefined when the endpoint is turned off. */
  readonly url?: string
  /** Finishes or undoes the running step, then closes everything in reverse order. */
  stop(signal: string): Promise<void>
}

const DEFAULT_INTERVAL_MS = 60_000
/** A build may take its time, but it talks while it does. */
const SILENT_STEP_MS = 900_000

export async function runDaemon(composed: Composition, settings: HostSettings, options: DaemonOptions): Promise<Result<Daemon>> {
  const { ports, config } = composed
  const intervalMs = settings.source?.intervalMs ?? DEFAULT_INTERVAL_MS
  const record = recorder(ports, options.hub)
  const gate = createGate()
  const http = await startEndpoint(gate.loop, { composed, settings, options })
  if (!http.ok) return err(http.error)
  record({ type: 'daemon-started', version: options.version, instance: config.instance })
  const loop = gate.open(() => startLoop(ports, config, { intervalMs, driftIntervalMs: settings.driftIntervalMs }))
  const triggers = startTriggers(triggerOptions(composed, settings, loop))
  const stopService = watchService({
    loop, hub: options.hub, notifier: options.notifier, monotonicMs: () => ports.clock.monotonicMs(),
    silenceMs: 2 * Math.max(intervalMs, settings.driftIntervalMs) + SILENT_STEP_MS,
  })
  const reports = startCommitReports({ loop, forge: options.forge, clock: ports.clock, emit: record, repository: config.repository })
  const keeper = startKeeper({ ports, config, loop })
  const stop = async (signal: string): Promise<void> => {
    record({ type: 'daemon-stopping', signal })
    stopService()
    await keeper.stop()
    await triggers.stop()
    await loop.stop()
    await reports.stop()
    await http.value?.close()
  }
  return ok({ ...(http.value && { url: http.value.url }), stop })
}

interface EndpointParts {
  readonly composed: Composition
  readonly settings: HostSettings
  readonly options: DaemonOptions
}

async function startEndpoint(loop: Loop, { composed, settings, options }: EndpointParts): Promise<Result<HttpEndpoint | undefined, Failure>> {
  if (!settings.http.enabled) return ok(undefined)
  const started = await startHttp(settings, { source: createStatusSource(composed.ports, loop, options.hub), version: options.version })
  if (!started.ok) return started
  const { url, refused, count } = started.value
  options.say(`status page: ${url}/`)
  for (const one of refused) options.say(`webhook is off: ${one.subject}: ${one.cause}. ${one.help ?? ''}`)
  options.hub.listen(count)
  return started
}

interface Gate {
  readonly loop: Loop
  open(start: () => Loop): Loop
}

/** HTTP answers before the loop runs, so that a probe sees a living process; until then there is no report to show. */
function createGate(): Gate {
  let inner: Loop | undefined
  const early: ((loop: Loop) => void)[] = []
  const loop: Loop = {
    wake: (trigger) => { inner?.wake(trigger) },
    ask: () => inner?.ask() ?? '',
    asked: (id) => inner?.asked(id),
    report: () => inner?.report(),
    onReport: (listener) => {
      if (inner) return inner.onReport(listener)
      let stop = (): void => { early.splice(early.indexOf(subscribe), 1) }
      const subscribe = (opened: Loop): void => { stop = opened.onReport(listener) }
      early.push(subscribe)
      return () => { stop() }
    },
    desired: () => inner?.desired(),
    isAtWork: (app) => inner?.isAtWork(app) ?? false,
    hold: (app) => inner?.hold(app),
    refresh: () => inner?.refresh(),
    stop: () => inner?.stop() ?? Promise.resolve(),
  }
  const open = (start: () => Loop): Loop => {
    const opened = start()
    inner = opened
    for (const subscribe of early.splice(0)) subscribe(opened)
    return opened
  }
  return { loop, open }
}

function triggerOptions({ config }: Composition, settings: HostSettings, loop: Loop): TriggerOptions {
  const { repository, proxy } = config
  const routes = proxy.mode === 'managed' ? proxy.directory : settings.proxy.mode === 'external' ? settings.proxy.directory : undefined
  return {
    wake: (trigger) => { loop.wake(trigger) },
    driftIntervalMs: settings.driftIntervalMs,
    ...(repository.kind === 'folder' && { folder: repository.path }),
    ...(routes !== undefined && { routes }),
  }
}

/** Starts and stops belong to no run, but a reader of the history wants to see them. */
function recorder({ store, clock }: Ports, hub: EventHub): (event: ReconcileEvent) => void {
  return (event) => {
    store.recordEvent(event, { run: 0, time: clock.nowIso() })
    hub.emit(event)
  }
}
