/** A status report with one app in each kind of trouble, and a source of it that a test moves by hand. */
import type { AskedLook } from '../../src/engine/loop/asked-looks.js'
import type { StatusSource } from '../../src/daemon/http/source.js'
import type { RecordedEvent, ReconcileEvent } from '../../src/model/event.js'
import type { AppStatus, Run, StatusReport } from '../../src/model/run.js'
import type { LogLine, LogQuery } from '../../src/ports.js'
import { revisionOf } from './history.js'

export const NOW = '2026-03-01T10:05:00.000Z'
const BEFORE = '2026-03-01T10:02:00.000Z'

export function appOf(fields: Partial<AppStatus> = {}): AppStatus {
  const { project = 'shop', app = 'web' } = fields
  return {
    project, app, type: 'web', sync: 'Synced', health: 'Healthy', ready: 2, replicas: 2, image: 'mist/shop-web:9be01d7ac0ffee00',
    urls: [`http://${project}-${app}.localhost`],
    conditions: [{ type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'All replicas are ready.', since: BEFORE }],
    containers: [1, 2].map((replica) => ({ name: `${project}-${app}-9be01d7a-${String(replica)}`, replica, state: 'running', health: 'none', image: 'mist/shop-web:9be01d7ac0ffee00', startedAt: BEFORE, restartCount: 0 })),
    changes: [], blocked: [], ...fields,
  }
}

export function reportOf(fields: Partial<StatusReport> = {}): StatusReport {
  return {
    schemaVersion: 1, instance: 'default', observedAt: NOW, sync: 'Synced', health: 'Healthy', verdict: 'All 1 apps are up to date and working at main@sha1:4f2c9e1.',
    revision: revisionOf(), appliedRevision: revisionOf(),
    source: { type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'At main@sha1:4f2c9e1', since: BEFORE },
    apps: [appOf()], blocked: [], diagnostics: [], keptVolumes: [],
    lastRun: { id: 7, verdict: 'converged', startedAt: BEFORE, durationMs: 21, trigger: 'poll' }, ...fields,
  }
}

/** The host of the screenshots: every state at once. */
export function troubledReport(): StatusReport {
  const drifted = appOf({
    app: 'cache', type: 'service', sync: 'OutOfSync', ready: 1, replicas: 1, image: 'redis:7', urls: [],
    changes: [{ id: 'container/shop-cache-1', app: 'shop/cache', action: 'update', reason: 'drift', fields: [{ field: 'limits.memory', from: '1g', to: '512m', cause: 'drift' }] }],
    conditions: [
      { type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'The replica is ready.', since: BEFORE },
      { type: 'Drifted', status: 'True', reason: 'DriftDetected', message: 'limits.memory is 1g, git says 512m.', since: BEFORE },
    ],
  })
  const releasing = appOf({
    project: 'blog', app: 'ghost', sync: 'OutOfSync', health: 'Progressing', ready: 0, replicas: 1, image: 'ghost:5.96', urls: ['http://blog.example.com'],
    changes: [{ id: 'container/blog-ghost-1', app: 'blog/ghost', action: 'replace', reason: 'spec-changed', fields: [{ field: 'image', from: 'ghost:5.95', to: 'ghost:5.96', cause: 'spec' }, { field: 'env.mail__from', cause: 'spec' }] }],
  })
  const broken = appOf({
    project: 'crm', app: 'api', sync: 'OutOfSync', health: 'Degraded', ready: 1, replicas: 2, image: 'registry.example.com/acme/crm-api-with-a-long-name:v1.8.2', urls: ['http://crm.example.com', 'http://crm.example.com/v2', 'http://api.crm.example.com'],
    conditions: [{ type: 'Ready', status: 'False', reason: 'HealthCheckFailed', message: 'crm-api-2 exited with code 1 within 5 s.', since: BEFORE }],
  })
  const gone = appOf({ project: 'tools', app: 'wiki', sync: 'OutOfSync', health: 'Missing', ready: 0, replicas: 1, image: 'acme/wiki:2', containers: [], changes: [{ id: 'container/tools-wiki-1', app: 'tools/wiki', action: 'create', reason: 'missing', fields: [] }] })
  return reportOf({
    sync: 'OutOfSync', health: 'Degraded', verdict: '2 of 5 apps are not working: crm/api, tools/wiki.',
    apps: [appOf(), drifted, releasing, broken, gone],
    blocked: [{ id: 'container/old-shop-1', app: 'old/shop', action: 'prune', reason: 'prune-off', message: 'policy.prune is off. Remove it with: mistctl prune old/shop', fields: [] }],
    keptVolumes: ['old_shop_data'],
  })
}

export interface FakeSource extends StatusSource {
  setReport(report: StatusReport | undefined): void
  record(event: ReconcileEvent): RecordedEvent
  say(container: string, line: Partial<LogLine>): void
  readonly queries: readonly LogQuery[]
  readonly wakes: () => number
}

export interface FakeOptions {
  readonly report?: StatusReport
  readonly runs?: readonly Run[]
  readonly buildLog?: readonly string[]
  readonly looks?: readonly AskedLook[]
}

export function createFakeSource(options: FakeOptions = {}): FakeSource {
  let report = options.report
  let wakes = 0
  let engine = true
  const runs = [...(options.runs ?? [])].sort((a, b) => b.id - a.id)
  const events: RecordedEvent[] = []
  const reportListeners = new Set<(report: StatusReport) => void>()
  const historyListeners = new Set<() => void>()
  const lines = new Map<string, LogLine[]>()
  const lineListeners = new Set<() => void>()
  const queries: LogQuery[] = []
  return {
    report: () => report,
    onReport: (listener) => subscribe(reportListeners, listener),
    onHistory: (listener) => subscribe(historyListeners, listener),
    history: {
      lastRun: () => runs[0],
      runs: ({ limit, app }) => runs.filter((run) => app === undefined || run.changes.some((change) => change.app === app)).slice(0, limit),
      events: ({ after, limit }) => events.filter(({ id }) => id > after).slice(0, limit),
      buildLog: () => options.buildLog ?? [],
    },
    logs: (query, signal) => {
      queries.push(query)
      return readLines({ lines, lineListeners }, query, signal)
    },
    isEngineReachable: () => Promise.resolve(engine),
    wake: () => { wakes += 1 },
    ask: () => `look-${String(wakes + 1)}`,
    asked: (id) => options.looks?.find((look) => look.id === id),
    nowIso: () => NOW,
    setReport: (next) => {
      report = next
      engine = next !== undefined
      if (next) for (const listener of reportListeners) listener(next)
    },
    record: (event) => {
      const recorded = { id: events.length + 1, at: NOW, run: 1, event }
      events.push(recorded)
      for (const listener of historyListeners) listener()
      return recorded
    },
    say: (container, line) => {
      const known = lines.get(container) ?? []
      lines.set(container, [...known, { stream: 'stdout', at: `2026-03-01T10:00:00.${String(known.length).padStart(9, '0')}Z`, text: 'a line', ...line }])
      for (const listener of lineListeners) listener()
    },
    queries,
    wakes: () => wakes,
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

interface Lines {
  readonly lines: ReadonlyMap<string, readonly LogLine[]>
  readonly lineListeners: Set<() => void>
}

async function* readLines({ lines, lineListeners }: Lines, { container, follow, tail }: LogQuery, signal: AbortSignal): AsyncGenerator<LogLine> {
  const known = lines.get(container) ?? []
  let at = tail === 'all' ? 0 : Math.max(0, known.length - tail)
  for (;;) {
    const now = lines.get(container) ?? []
    for (; at < now.length; at++) yield now[at] as LogLine
    if (!follow || signal.aborted) return
    await new Promise<void>((resolve) => {
      const stop = subscribe(lineListeners, done)
      signal.addEventListener('abort', done, { once: true })
      function done(): void {
        stop()
        resolve()
      }
    })
  }
}
