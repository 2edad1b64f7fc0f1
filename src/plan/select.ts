/** The part of a plan that concerns one project or one app: what `mistctl apply shop/web` does. */
import type { Change, FieldChange, Plan } from '../model/plan.js'
import type { AppKey } from '../model/resource.js'
import { projectOf } from '../model/resource.js'
import { freezePlan } from './freeze.js'

type LiveContainerChange = Extract<Change, { kind: 'container'; action: 'update' | 'replace' | 'adopt' }>

/** `project` or `project/app`; undefined selects everything. */
export function selectApps(plan: Plan, selector: string | undefined): Plan {
  if (selector === undefined) return plan
  const isChosen = (app: AppKey): boolean => app === selector || projectOf(app) === selector
  const own = plan.changes.filter((change) => isWanted(change, selector, isChosen))
  const helpers = own.some(({ kind }) => kind === 'route') ? plan.changes.flatMap((change) => proxyChange(change, plan, own)) : []
  const wanted = new Set<Change>(own)
  const changes = plan.changes.flatMap((change) => (wanted.has(change) ? [change] : helpers.filter(({ id }) => id === change.id)))
  const touched = new Set(changes.map(({ app }) => app))
  return freezePlan({
    ...plan,
    changes,
    unchanged: plan.unchanged.filter((id) => isChosenId(id, selector)),
    // A network that cannot be had is told by the apps that wait for it.
    blocked: plan.blocked.filter(({ app }) => app !== undefined && isChosen(app)),
    apps: plan.apps.filter(({ key }) => touched.has(key)),
    keptVolumes: [],
    ...(plan.pins && { pins: plan.pins.filter(({ app }) => isChosen(app)) }),
    ...(plan.kept && { kept: plan.kept.filter(({ app }) => isChosen(app)) }),
  })
}

function isWanted(change: Change, selector: string, isChosen: (app: AppKey) => boolean): boolean {
  if (change.kind !== 'network') return change.app !== undefined && isChosen(change.app)
  // A network is made for the first app that needs it, and goes only with the whole project.
  return change.action === 'create' ? change.spec.project === projectName(selector) : change.live.project === selector
}

function isChosenId(id: string, selector: string): boolean {
  return [`container/${selector}/`, `route/${selector}/`].some((prefix) => id.startsWith(prefix)) || id === `route/${selector}`
}

function projectName(selector: string): string {
  return selector.split('/')[0] ?? selector
}

/** The proxy has to be there and inside the networks; but it joins and leaves none on account of apps that were not chosen. */
function proxyChange(change: Change, plan: Plan, own: readonly Change[]): readonly Change[] {
  const isSystem = plan.apps.some(({ key, type }) => key === change.app && type === 'system')
  if (!isSystem || change.kind !== 'container' || change.action === 'prune') return []
  const coming = new Set(own.flatMap((item) => (item.kind === 'network' && item.action === 'create' ? [item.spec.name] : [])))
  const there = new Set(plan.unchanged.flatMap((id) => (id.startsWith('network/') ? [id.slice('network/'.length)] : [])))
  if (change.action === 'create') return [{ ...change, spec: { ...change.spec, networks: change.spec.networks.filter(({ network }) => coming.has(network) || there.has(network)) } }]
  return narrowed(change, coming)
}

function narrowed(change: LiveContainerChange, coming: ReadonlySet<string>): readonly Change[] {
  const { live, spec } = change
  const wanted = spec.networks.filter(({ network }) => coming.has(network) || live.networks.some((present) => present.network === network))
  const names = new Set(spec.networks.map(({ network }) => network))
  const staying = live.networks.filter(({ network }) => !names.has(network)).map(({ network, aliases }) => ({ network, aliases }))
  const isKept = ({ field, from }: FieldChange): boolean => !field.startsWith('networks.') || (from === undefined && coming.has(field.slice('networks.'.length)))
  const fields = change.fields.filter(isKept)
  return fields.length === 0 ? [] : [{ ...change, fields, spec: { ...spec, networks: [...wanted, ...staying] } }]
}
