/** The answers of the API that are a value: health, status, apps, runs. Logs and events have files of their own. */
import { appKey } from '../../model/resource.js'
import type { Run } from '../../model/run.js'
import { withDeadline } from '../../signals.js'
import { json, problem, type Answer, type Context, type Exchange } from './exchange.js'
import { appOfReport } from './logs-route.js'
import type { StatusSource } from './source.js'
import { publicApp, publicReport } from './views/report.js'
import { publicLook } from './views/look.js'
import { publicRun } from './views/run.js'

export const READY_MS = 2_000
const DEFAULT_RUNS = 20
const NOT_YET = problem(503, 'not-yet', 'The first pass is not done yet. Ask again in a moment.')

export function alive(): Answer {
  return json({ alive: true })
}

export async function ready(_: Exchange, { source }: Context): Promise<Answer> {
  const checks = { firstPass: source.report() !== undefined, engine: await withDeadline(READY_MS, [], (signal) => source.isEngineReachable(signal)) }
  const isReady = checks.firstPass && checks.engine
  return json({ ready: isReady, checks }, isReady ? 200 : 503)
}

export function status(_: Exchange, { source }: Context): Answer {
  const report = source.report()
  return report ? json(publicReport(report)) : NOT_YET
}

export function apps(_: Exchange, { source }: Context): Answer {
  const report = source.report()
  return report ? json({ schemaVersion: 1, apps: report.apps.map(publicApp) }) : NOT_YET
}

export function app(exchange: Exchange, { source }: Context): Answer {
  if (!source.report()) return NOT_YET
  const found = appOfReport(exchange, source)
  return found ? json(publicApp(found)) : problem(404, 'unknown-app', 'There is no such app in the last report.')
}

export function runs({ query }: Exchange, { source }: Context): Answer {
  const limit = Number(query['limit'] ?? DEFAULT_RUNS)
  const wanted = typeof query['app'] === 'string' ? query['app'].split('/') : []
  const [project = '', name = ''] = wanted
  const found = source.history.runs({ limit, ...(wanted.length === 2 && { app: appKey(project, name) }) })
  return json({ schemaVersion: 1, runs: found.map(publicRun) })
}

export function run({ params }: Exchange, { source }: Context): Answer {
  const found = /^\d{1,12}$/.test(params['id'] ?? '') ? runById(source, Number(params['id'])) : undefined
  return found ? json(publicRun(found)) : problem(404, 'unknown-run', 'History has no such run.')
}

export function look({ params }: Exchange, { source }: Context): Answer {
  const found = source.asked(params['id'] ?? '')
  return found ? json(publicLook(found)) : problem(404, 'unknown-look', 'No look has this id. They are forgotten when mistd starts anew, and after a thousand newer ones.')
}

export async function metrics(_: Exchange, context: Context): Promise<Answer> {
  return { kind: 'bytes', status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', bytes: await context.metrics.text() }
}

export function openApi(_: Exchange, context: Context): Answer {
  return json(context.openApi())
}

export function hook(exchange: Exchange, { hooks }: Context): Answer {
  const { status, look } = hooks.accept(exchange.params['receiver'] ?? '', exchange)
  if (status === 202) return json({ accepted: true, ...(look !== undefined && { look }) }, 202)
  return status === 404 ? problem(404, 'unknown-receiver', 'There is no such receiver.') : problem(401, 'not-signed', 'The signature is missing or wrong.')
}

/** Ids only grow, so the run stands among the newest ones, no deeper than the ids are apart. */
function runById({ history }: StatusSource, id: number): Run | undefined {
  const newest = history.lastRun()?.id ?? 0
  if (id < 1 || id > newest) return undefined
  return history.runs({ limit: newest - id + 1 }).find((one) => one.id === id)
}
