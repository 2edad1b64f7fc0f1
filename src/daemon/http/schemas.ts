/**
 * The shapes of what the API answers, written once in JSON Schema 2020-12. Every object is closed: a field that is not listed
 * here fails the tests before it can leave the daemon.
 */

export type Schema = Readonly<Record<string, unknown>>

export const text: Schema = { type: 'string' }
export const integer: Schema = { type: 'integer' }
export const number: Schema = { type: 'number' }
export const flag: Schema = { type: 'boolean' }
export const time: Schema = { type: 'string', description: 'ISO 8601' }

export function words(...values: readonly string[]): Schema {
  return { type: 'string', enum: values }
}

export function list(items: Schema): Schema {
  return { type: 'array', items }
}

/** Closed, with required fields first and optional ones apart. */
export function record(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties: { ...required, ...optional } }
}

const sync = words('Synced', 'OutOfSync', 'Unknown')
const health = words('Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown')
const verdict = words('converged', 'changed', 'blocked', 'failed', 'rejected', 'superseded', 'aborted')
const trigger = words('start', 'poll', 'webhook', 'file', 'docker', 'drift-clock', 'retry', 'cli')
const action = words('create', 'adopt', 'update', 'replace', 'prune')
const cause = words('spec', 'drift')

export const error = record({ error: record({ code: text, message: text }) })

const failure = record({ code: text, subject: text, cause: text, retry: words('backoff', 'next-revision', 'never') }, { help: text })

const revision = record({ label: text, ref: text, commit: text, subject: text, author: text, committedAt: time })

const field = record({ field: text, cause }, { from: text, to: text })

const change = record({ id: text, action, reason: text, fields: list(field) }, { app: text })

const blocked = record({
  id: text, action, reason: text, message: text,
  fields: list(record({ field: text, cause, sensitivity: words('public', 'env', 'secret') }, { from: text, to: text })),
}, { app: text })

const position = record({ file: text, line: integer, column: integer, length: integer })

const diagnostic = record({
  severity: words('error', 'warning'), rule: text, message: text, at: position, lineText: text, related: list(record({ at: position, message: text })),
}, { help: text })

const condition = record({ type: words('Ready', 'Reconciling', 'Stalled', 'Drifted', 'RolledBack', 'Kept', 'WaitingForCertificate', 'BackedUp', 'DataUnheld', 'StateReadable'), status: words('True', 'False', 'Unknown'), reason: text, message: text, since: time })

const container = record({ name: text, replica: integer, state: text, health: text, image: text, startedAt: text, restartCount: integer })

const suspension = record({ by: text, reason: text, since: time }, { until: time })

const backup = record({ key: text, storage: text, state: words('none', 'good', 'running', 'due', 'overdue', 'failed'), count: integer }, { last: record({ id: text, at: time, bytes: integer }), next: time, drill: record({ id: text, at: time, result: words('passed', 'failed') }), message: text })

export const app = record({
  project: text, app: text, type: text, sync, health, ready: integer, replicas: integer, image: text, urls: list(text),
  conditions: list(condition), containers: list(container), changes: list(change), blocked: list(blocked),
}, { backups: list(backup), source: record({ repository: text, commit: text }), preview: record({ of: text, branch: text, until: time }) })

const previews = record({ of: text, leftOut: list(record({ branch: text, because: text })) }, { trouble: text })

const certificate = record({ host: text, app: text, state: words('valid', 'expiring', 'expired', 'missing') }, { notAfter: time, origin: words('acme', 'given'), message: text })

export const status = record({
  schemaVersion: { const: 1 }, instance: text, observedAt: time, sync, health, verdict: text, source: condition, apps: list(app),
  blocked: list(blocked), diagnostics: list(diagnostic), keptVolumes: list(text),
}, { revision, appliedRevision: revision, suspension, previews: list(previews), certificates: list(certificate), conditions: list(condition), lastRun: record({ id: integer, verdict, startedAt: time, durationMs: number, trigger }) })

export const apps = record({ schemaVersion: { const: 1 }, apps: list(app) })

const outcome = record({ id: text, action, result: words('applied', 'failed', 'skipped') }, {
  app: text, failure, undone: flag, because: words('dependency-failed', 'superseded', 'aborted'),
})

export const run = record({
  id: integer, trigger, startedAt: time, durationMs: number, verdict, changes: list(change), blocked: list(blocked), outcomes: list(outcome), diagnostics: list(diagnostic),
}, { revision, failure, leftOut: list(text) })

export const runs = record({ schemaVersion: { const: 1 }, runs: list(run) })

export const event = record({ id: integer, at: time, run: integer, type: text, details: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'array', 'object'] } } })

export const events = record({ schemaVersion: { const: 1 }, events: list(event) })

export const logLine = record({ container: text, stream: words('stdout', 'stderr'), at: time, text })

export const buildLog = record({ schemaVersion: { const: 1 }, app: text, lines: list(text) }, { run: integer })

export const readiness = record({ ready: flag, checks: record({ firstPass: flag, engine: flag }) })

export const look = record({ id: text, askedAt: time, state: words('waiting', 'looking', 'done') }, { verdict, revision, failure, run: integer })

export const accepted = record({ accepted: { const: true } }, { look: text })
