/** Everything that can be asked over HTTP, as one table. The server, the OpenAPI document and the tests are made from it. */
import * as api from './api.js'
import { buildLog } from './build-log-route.js'
import { listEvents, streamEvents } from './events-route.js'
import type { Route } from './exchange.js'
import { appLogs } from './logs-route.js'
import * as pages from './pages.js'
import * as schema from './schemas.js'

const limit = (maximum: number, fallback: number): schema.Schema => ({ type: 'integer', minimum: 1, maximum, default: fallback })

const OK = (shape: schema.Schema, description: string): Route['answers'][number] => ({ type: 'application/json', schema: shape, description })
const ERROR = (description: string): Route['answers'][number] => ({ type: 'application/json', schema: schema.error, description })
const PAGE: Route['answers'][number] = { type: 'text/html', description: 'A page.' }
const STREAM = (description: string): Route['answers'][number] => ({ type: 'text/event-stream', description })

const LOG_QUERY = {
  tail: { oneOf: [{ type: 'integer', minimum: 0, maximum: 10_000 }, { const: 'all' }], default: 500, description: 'Lines from the end, or `all`.' },
  since: { type: 'string', maxLength: 40, description: 'A duration such as `10m`, or ISO 8601.' },
  follow: { type: 'boolean', default: false },
  container: { type: 'string', maxLength: 200, description: 'One container of the app; all of them without it.' },
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/healthz', access: 'open', summary: 'The process lives', answers: { 200: OK(schema.record({ alive: { const: true } }), 'It does.') }, handle: api.alive },
  { method: 'GET', path: '/readyz', access: 'open', summary: 'The host has been looked at and the engine answers', answers: { 200: OK(schema.readiness, 'Ready.'), 503: OK(schema.readiness, 'Not ready.') }, handle: api.ready },
  { method: 'GET', path: '/metrics', access: 'reader', summary: 'Metrics for Prometheus', answers: { 200: { type: 'text/plain', description: 'Prometheus text format.' } }, handle: api.metrics },
  { method: 'GET', path: '/api/v1/status', access: 'reader', summary: 'The whole status report', answers: { 200: OK(schema.status, 'The last report.'), 503: ERROR('No pass is done yet.') }, handle: api.status },
  { method: 'GET', path: '/api/v1/apps', access: 'reader', summary: 'All apps', answers: { 200: OK(schema.apps, 'The apps.'), 503: ERROR('No pass is done yet.') }, handle: api.apps },
  { method: 'GET', path: '/api/v1/apps/:project/:app', access: 'reader', summary: 'One app', answers: { 200: OK(schema.app, 'The app.'), 404: ERROR('No such app.'), 503: ERROR('No pass is done yet.') }, handle: api.app },
  {
    method: 'GET', path: '/api/v1/apps/:project/:app/logs', access: 'reader', summary: 'Logs of one app as JSON lines, or as events when they are asked for', query: LOG_QUERY,
    answers: { 200: { type: 'application/x-ndjson', schema: schema.logLine, description: 'One object per line; with `Accept: text/event-stream` an endless stream of `line` events.' }, 400: ERROR('The query cannot be read.'), 404: ERROR('No such app or container.') },
    handle: appLogs,
  },
  {
    method: 'GET', path: '/api/v1/apps/:project/:app/build-log', access: 'reader', summary: 'Log of the last build of one app, or of the build in a run', query: { run: { type: 'integer', minimum: 1 } },
    answers: { 200: OK(schema.buildLog, 'The lines; with `Accept: text/event-stream` an endless stream of `line` events, with a `begin` before each build.'), 404: ERROR('No such app.') }, handle: buildLog,
  },
  {
    method: 'GET', path: '/api/v1/runs', access: 'reader', summary: 'Recorded runs, newest first', query: { limit: limit(500, 20), app: { type: 'string', pattern: '^[a-z0-9-]+/[a-z0-9-]+$' } },
    answers: { 200: OK(schema.runs, 'The runs.') }, handle: api.runs,
  },
  { method: 'GET', path: '/api/v1/runs/:id', access: 'reader', summary: 'One run', answers: { 200: OK(schema.run, 'The run.'), 404: ERROR('No such run.') }, handle: api.run },
  { method: 'GET', path: '/api/v1/looks/:id', access: 'reader', summary: 'What became of a look that a webhook asked for', answers: { 200: OK(schema.look, 'How far it is; with `done` what the pass came to, and the run when history keeps one.'), 404: ERROR('No such look.') }, handle: api.look },
  {
    method: 'GET', path: '/api/v1/events', access: 'reader', summary: 'Recorded events, oldest first', query: { after: { type: 'integer', minimum: 0, default: 0 }, limit: limit(1_000, 100) },
    answers: { 200: OK(schema.events, 'The events.') }, handle: listEvents,
  },
  { method: 'GET', path: '/api/v1/openapi.json', access: 'reader', summary: 'This description', answers: { 200: { type: 'application/json', schema: { type: 'object' }, description: 'OpenAPI 3.1.' } }, handle: api.openApi },
  { method: 'GET', path: '/events', access: 'reader', summary: 'Live events: `reconcile` for each recorded event, `report` when the status is new', answers: { 200: STREAM('Replays what came after `Last-Event-ID`, then follows.') }, handle: streamEvents },
  {
    method: 'POST', path: '/hooks/:receiver', access: 'signed', summary: 'Look again',
    answers: { 202: OK(schema.accepted, 'Heard; `look` is the id of the look that follows. A ping has none.'), 401: ERROR('Not signed by a known secret.'), 404: ERROR('No such receiver.') }, handle: api.hook,
  },
  { method: 'GET', path: '/', access: 'reader', summary: 'The status page', answers: { 200: PAGE }, handle: pages.status },
  { method: 'GET', path: '/apps/:project/:app', access: 'reader', summary: 'The page of one app', answers: { 200: PAGE, 404: PAGE }, handle: pages.app },
  { method: 'GET', path: '/assets/:name', access: 'reader', summary: 'Style, script and icon of the pages', answers: { 200: { type: 'application/octet-stream', description: 'The file.' }, 404: ERROR('No such file.') }, handle: pages.asset },
]
