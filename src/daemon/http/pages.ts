/** Pages for people. They are made from the same public views as the API, so what the API may not say cannot be on a page. */
import { appKey } from '../../model/resource.js'
import { appPage } from '../../render/page/app-page.js'
import type { Frame } from '../../render/page/layout.js'
import { messagePage, waitingPage } from '../../render/page/message-page.js'
import { statusPage } from '../../render/page/status-page.js'
import { assetNamed, assetUrl } from './assets.js'
import { problem, type Answer, type Context, type Exchange } from './exchange.js'
import { appOfReport, recentLines } from './logs-route.js'
import { publicApp, publicReport } from './views/report.js'
import { publicRun } from './views/run.js'
import { stripControls as plainLine } from '../../render/escape.js'

const SHOWN_RUNS = 10
const SHOWN_LINES = 200

export function status(_: Exchange, context: Context): Answer {
  const { source } = context
  const report = source.report()
  if (!report) return { kind: 'html', status: 200, page: waitingPage(frame(context)) }
  const runs = source.history.runs({ limit: SHOWN_RUNS }).map(publicRun)
  return { kind: 'html', status: 200, page: statusPage(frame(context), { report: publicReport(report), runs }) }
}

export async function app(exchange: Exchange, context: Context): Promise<Answer> {
  const { source } = context
  const found = appOfReport(exchange, source)
  if (!found) return notFound(context, source.report() ? 'The last report knows no app of this name.' : 'Mist has not looked at this host yet.')
  const key = appKey(found.project, found.app)
  const view = {
    app: publicApp(found),
    runs: source.history.runs({ limit: SHOWN_RUNS, app: key }).map(publicRun),
    lines: await recentLines(source, found, SHOWN_LINES),
    buildLog: source.history.buildLog({ app: key }).map(plainLine),
  }
  return { kind: 'html', status: 200, page: appPage(frame(context), view) }
}

export function notFound(context: Context, message: string): Answer {
  return { kind: 'html', status: 404, page: messagePage(frame(context), { title: 'Not found', message }) }
}

export function asset({ params }: Exchange): Answer {
  const found = assetNamed(params['name'])
  if (!found) return problem(404, 'not-found', 'There is no such file.')
  return { kind: 'bytes', status: 200, type: found.type, bytes: found.bytes, etag: `"${found.digest}"`, immutable: true }
}

function frame({ source, version }: Context): Frame {
  return {
    instance: source.report()?.instance ?? '',
    version,
    now: source.nowIso(),
    assets: { css: assetUrl('page.css'), js: assetUrl('page.js'), icon: assetUrl('icon.svg') },
  }
}
