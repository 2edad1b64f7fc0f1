/** The words of a plan: what a group of equal changes does, why, and with which sign. Layout is plan-text.ts's business. */
import type { Change, ChangeReason, ContainerChange, PlannedApp } from '../model/plan.js'
import type { MoveText } from '../model/move.js'
import type { RouteRule } from '../model/resource.js'
import type { ObservedContainer } from '../model/state.js'
import type { Colour } from './paint.js'
import { previewText } from './preview-text.js'

/** Changes that read alike: the same action, reason and fields on several replicas. */
export interface ChangeGroup {
  readonly first: Change
  readonly count: number
  /** Absent for networks and for apps that git no longer has. */
  readonly app?: PlannedApp
  /** What decides about the app in place of git's newest word, when something does. */
  readonly decidedBy?: string
}

export type Category = 'create' | 'change' | 'replace' | 'drift' | 'remove'

const SIGNS = { create: '+', change: '~', replace: '-/+', drift: '!', remove: '-' } as const satisfies Record<Category, string>
const COLOURS = { create: 'green', change: 'yellow', replace: 'magenta', drift: 'cyan', remove: 'red' } as const satisfies Record<Category, Colour>
const BY_ACTION = { create: 'create', adopt: 'change', update: 'change', replace: 'replace', prune: 'remove' } as const satisfies Record<Change['action'], Category>
const LIVE_REASONS: readonly ChangeReason[] = ['drift', 'not-running', 'unhealthy']

export function categoryOf({ action, reason }: Pick<Change, 'action' | 'reason'>): Category {
  return LIVE_REASONS.includes(reason) ? 'drift' : BY_ACTION[action]
}

export function signOf(category: Category): { readonly sign: string; readonly colour: Colour } {
  return { sign: SIGNS[category], colour: COLOURS[category] }
}

/** One line without the subject: what is done, and why. */
export function wordsOf(group: ChangeGroup): string {
  return `${deed(group)}: ${whyOf(group)}`
}

function deed(group: ChangeGroup): string {
  const { first } = group
  switch (first.kind) {
    case 'network': return first.action === 'create' ? `create, subnet ${first.subnet}` : 'remove'
    case 'volume': return first.move ? moveDeed(first.spec.name, first.move) : `create volume ${first.spec.name}`
    case 'container': return containerDeed(first, group)
    case 'route': return routeDeed(first)
  }
}

/** The whole way of it: what is done by itself here would take a person half a page. */
function moveDeed(to: string, { from, software, toLine, storage, dependents }: MoveText): string {
  const away = dependents.length === 0 ? 'nobody else of its project uses it' : `${dependents.join(', ')} ${dependents.length === 1 ? 'has' : 'have'} no database meanwhile and ${dependents.length === 1 ? 'is' : 'are'} not restarted`
  return `take the data over to volume ${to} with downtime: backed up to ${storage}, restored by ${software} ${toLine}, compared; ${away}; volume ${from} is kept, and without what is written from then on`
}

function containerDeed(first: ContainerChange, { count, app }: ChangeGroup): string {
  const many = `${String(count)} container${count === 1 ? '' : 's'}`
  switch (first.action) {
    case 'create': return `create ${many} from ${app?.image.ref ?? 'its image'}${preWords(app)}${previewWords(app)}`
    case 'adopt': return `adopt ${many}`
    case 'update': return first.fields.every(({ field }) => field === 'state') ? `start ${many}` : `update ${many} in place`
    case 'replace': return `replace ${many}${replaceMode(first, app)}${preWords(app)}${previewWords(app)}${unheldWords(first.live, app)}`
    case 'prune': return `remove ${many}${first.app === first.live.app ? '' : ` of ${first.live.app}`}`
  }
}

function replaceMode({ reason }: Change, app: PlannedApp | undefined): string {
  if (app?.release.strategy === 'recreate') return ` with downtime, because it ${app.release.downtimeReason ?? 'cannot run twice'}`
  const { canary } = app?.release ?? {}
  // A repair brings back the version that is there: there is nothing to try out.
  const mode = canary && reason === 'spec-changed' ? `as a canary (${canary.weights.map((weight) => `${String(weight)} %`).join(', ')}, then all)` : 'start-first'
  return `, ${mode}, no downtime expected`
}

function preWords(app: PlannedApp | undefined): string {
  return app?.runsPre ? '; deploy.pre runs first' : ''
}

/** The place is in the image alone, so nobody would think of it when reading the manifest. */
function unheldWords({ unheld = [] }: ObservedContainer, app: PlannedApp | undefined): string {
  return unheld.length === 0 || app?.preview ? '' : `; begins without the data at ${unheld.join(' and ')}, which no volume of the manifest holds`
}

function previewWords(app: PlannedApp | undefined): string {
  return app?.preview ? `; ${previewText(app.preview)}` : ''
}

function routeDeed(change: Extract<Change, { kind: 'route' }>): string {
  if (change.action === 'prune') return `remove route ${change.previous ? hosts(change.previous.rules) : change.name}`
  if (isFollowing(change)) return `point route ${hosts(change.spec.rules)} at its servers`
  return `${change.action === 'create' ? 'create' : 'rewrite'} route ${hosts(change.spec.rules)}`
}

/** The route itself is as it was; the containers behind it are others, or elsewhere. */
function isFollowing({ kind, action, reason, fields }: Change): boolean {
  return kind === 'route' && action === 'update' && reason === 'spec-changed' && fields.every(({ field }) => field === 'servers' || field === 'errorPage.servers')
}

const SHOWN_HOSTS = 3

function hosts(rules: readonly RouteRule[]): string {
  const places = rules.map(({ host, pathPrefix }) => (pathPrefix === '/' ? host : `${host}${pathPrefix}`))
  const more = places.length - SHOWN_HOSTS
  return [...places.slice(0, SHOWN_HOSTS), ...(more > 0 ? [`${String(more)} more`] : [])].join(', ')
}

const WHY = {
  missing: 'not on the host yet',
  'spec-changed': 'git changed it',
  drift: 'changed by hand on the host',
  'not-running': 'it should run and does not',
  unhealthy: 'its health check fails',
  'left-behind': 'left behind by an interrupted apply',
  'not-desired': 'no longer in git',
  renamed: 'it goes on under this name',
} as const satisfies Record<ChangeReason, string>

const WORD_OF_GIT: readonly ChangeReason[] = ['missing', 'spec-changed', 'not-desired']

function whyOf(group: ChangeGroup): string {
  const { first, decidedBy } = group
  const isGits = WORD_OF_GIT.includes(first.reason) && !isFollowing(first)
  return decidedBy !== undefined && isGits ? decidedBy : whyByReason(group)
}

function whyByReason({ first, app }: ChangeGroup): string {
  const { reason } = first
  if (reason === 'not-desired') return whyGone(first, app)
  if (isFollowing(first)) return 'they change'
  if (reason === 'drift') return whyDrift(first)
  return reason === 'not-running' && first.fields.every(({ cause }) => cause === 'spec') ? 'an earlier apply did not finish' : WHY[reason]
}

function whyGone(change: Change, app: PlannedApp | undefined): string {
  if (app) return change.kind === 'route' ? 'the app has no route any more' : 'git has fewer replicas'
  const live = change.kind === 'container' && change.action === 'prune' ? change.live : undefined
  if (live?.previewOf === undefined) return WHY['not-desired']
  return `the preview of ${live.previewOf} is over${live.mounts.some(({ kind }) => kind === 'volume') ? '; its volumes go with it' : ''}`
}

function whyDrift({ action, fields }: Change): string {
  if (action === 'create') return 'removed by hand on the host'
  return fields.every(({ field }) => field === 'served') ? 'the proxy does not serve it' : WHY.drift
}
