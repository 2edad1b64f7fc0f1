/** `mistctl status`: how the host fares, from what is here; asks no remote and changes nothing. */
import { status as findStatus } from '../../engine/status.js'
import type { AppStatus, StatusReport } from '../../model/run.js'
import { isNotBackedUp } from '../../model/run.js'
import { releaseText } from '../../render/revision-text.js'
import { statusText } from '../../render/status-text.js'
import { agoText } from '../../render/time-text.js'
import type { CommandSpec, ReadContext } from '../command.js'
import { daemonText, findDaemon } from '../daemon-sight.js'
import type { ExitCode } from '../exit.js'
import { exitOfStatus } from '../exit.js'
import { checkSelector, refusedBy } from '../refusal.js'

export const status: CommandSpec = {
  name: 'status',
  summary: 'show how the host and its apps fare',
  group: 'Look',
  needs: 'read',
  argument: { name: '[SEL]', description: 'project or project/app' },
  options: [],
  details: `Two things are kept apart: SYNC says whether the host matches git, HEALTH
whether what runs works. Below the table stands, for each app that needs you,
what differs, what is held back, and why. It looks at the newest copy of the
source that is here; diff fetches.

Examples:
  mistctl status
  mistctl status shop
  mistctl status -o json | jq .sync

Exit codes: 0 all is as git says and works, 1 something is not, a backup is
failed, missed or not proven, or a file of Mist itself cannot be read,
2 invalid file or usage, 4 no connection`,
  run,
}

async function run(context: ReadContext): Promise<ExitCode> {
  const { ports, config, argument, globals, say, signal } = context
  const [facts, daemon] = await Promise.all([ports.runtime.facts(signal), findDaemon(context)])
  if (!facts.ok) {
    sayLastRun(context)
    return say.refuse(refusedBy(facts.error))
  }
  const report = await findStatus(ports, config, signal)
  const selected = checkSelector(argument, report.apps.map(({ project, app }) => `${project}/${app}`))
  if (!selected.ok) return say.refuse(selected.error)
  const shown = selectReport(report, argument)
  if (globals.output !== 'table') {
    say.document({ ...shown, host: { docker: facts.value.engineVersion, api: facts.value.apiVersion }, mistd: daemon })
  } else {
    const traefik = traefikOf(context, report.apps)
    const host = { docker: facts.value.engineVersion, ...(traefik !== undefined && { traefik }), mistd: daemonText(daemon) }
    say.answer(statusText(shown, { paint: say.paint, nowIso: ports.clock.nowIso(), host }))
  }
  return exitOfStatus(shown)
}

/** What is known without the engine: better than nothing in a bad moment. */
function sayLastRun({ ports, say, globals }: ReadContext): void {
  const last = ports.store.lastRun()
  if (last && globals.output === 'table') say.note(`Last known: run ${String(last.id)} ${last.verdict} ${agoText(last.startedAt, ports.clock.nowIso())}.`)
}

/** One app's report: the axes are its own, so that the exit code speaks of what was asked. */
function selectReport(whole: StatusReport, selector: string | undefined): StatusReport {
  if (selector === undefined) return whole
  const { conditions: _, ...report } = whole
  const apps = report.apps.filter(({ project, app }) => selector === project || selector === `${project}/${app}`)
  const isOwn = (app: string | undefined): boolean => app !== undefined && apps.some((one) => `${one.project}/${one.app}` === app)
  return { ...report, apps, verdict: verdictOf(selector, apps), blocked: report.blocked.filter(({ app }) => isOwn(app)), keptVolumes: [], ...(report.previews && { previews: report.previews.filter(({ of }) => isOwn(of)) }), sync: worstSync(apps), health: worstHealth(apps) }
}

function verdictOf(selector: string, apps: readonly AppStatus[]): string {
  const needy = apps.filter(({ sync, health }) => sync !== 'Synced' || (health !== 'Healthy' && health !== 'Suspended'))
  const unkept = apps.filter(({ conditions }) => isNotBackedUp(conditions)).map(({ project, app }) => `${project}/${app}`)
  return `${needy.length === 0 ? `${selector} is as git says and works.` : needyText(needy)}${unkept.length === 0 ? '' : ` Not backed up as git says: ${unkept.join(', ')}.`}`
}

function needyText(needy: readonly AppStatus[]): string {
  return `${needy.map(({ project, app }) => `${project}/${app}`).join(', ')} ${needy.length === 1 ? 'is' : 'are'} not as git says, or ${needy.length === 1 ? 'does' : 'do'} not work.`
}

const SYNC_ORDER = ['Synced', 'Unknown', 'OutOfSync'] as const
const HEALTH_ORDER = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'] as const

function worstSync(apps: readonly AppStatus[]): StatusReport['sync'] {
  return SYNC_ORDER[Math.max(0, ...apps.map(({ sync }) => SYNC_ORDER.indexOf(sync)))] ?? 'Unknown'
}

function worstHealth(apps: readonly AppStatus[]): StatusReport['health'] {
  return HEALTH_ORDER[Math.max(0, ...apps.map(({ health }) => HEALTH_ORDER.indexOf(health)))] ?? 'Unknown'
}

function traefikOf({ settings }: ReadContext, apps: readonly AppStatus[]): string | undefined {
  if (settings.proxy.mode === 'external') return 'external'
  const proxy = apps.find(({ type }) => type === 'system')
  const version = proxy && /:v?([^:@]+)$/.exec(releaseText(proxy.image))?.[1]
  return proxy && proxy.ready === 0 ? 'not running' : version
}
