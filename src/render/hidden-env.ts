/** Env values that are for no reader of a plan, whoever asked for it: secrets, and what files of the operator give to the proxy. */
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { Change, ContainerChange, Plan } from '../model/plan.js'
import type { ContainerSpec } from '../model/resource.js'
import { projectOf } from '../model/resource.js'
import type { ObservedContainer } from '../model/state.js'

const OF_HOST = '(from the settings of the host)'
const SECRET = '(hidden)'

export function isOfHost({ app }: Pick<Change, 'app'>): boolean {
  return app !== undefined && projectOf(app) === SYSTEM_PROJECT
}

/** What stands in place of a value when none may be shown. */
export function withoutHostEnv(spec: ContainerSpec): ContainerSpec {
  return { ...spec, env: replaced(spec.env, Object.keys(spec.env), OF_HOST) }
}

export function withoutSecretEnv(spec: ContainerSpec): ContainerSpec {
  const { secretEnv = {}, ...rest } = spec
  return { ...rest, env: replaced(spec.env, Object.keys(secretEnv), SECRET) }
}

export function withoutHiddenEnv(plan: Plan): Plan {
  return { ...plan, changes: plan.changes.map((change) => (change.kind === 'container' ? concealed(change) : change)) }
}

function concealed(change: ContainerChange): ContainerChange {
  if (change.action === 'create') return { ...change, fields: fieldsOf(change), spec: specOf(change, change.spec) }
  if (change.action === 'prune') return { ...change, fields: fieldsOf(change), live: liveOf(change, change.live) }
  return { ...change, fields: fieldsOf(change), spec: specOf(change, change.spec), live: liveOf(change, change.live, change.spec.secretEnv) }
}

function fieldsOf(change: ContainerChange): ContainerChange['fields'] {
  if (!isOfHost(change)) return change.fields
  return change.fields.map(({ field, cause, sensitivity, ...values }) => ({ field, cause, sensitivity, ...(sensitivity === 'public' && values) }))
}

function specOf(change: ContainerChange, spec: ContainerSpec): ContainerSpec {
  return isOfHost(change) ? withoutHostEnv(spec) : withoutSecretEnv(spec)
}

/** What is a secret by now may have been none when the container was made. */
function liveOf(change: ContainerChange, live: ObservedContainer, secretEnv: ContainerSpec['secretEnv'] = {}): ObservedContainer {
  if (isOfHost(change)) return { ...live, env: replaced(live.env, Object.keys(live.env), OF_HOST) }
  return { ...live, env: replaced(live.env, [...(live.hiddenEnv ?? []), ...Object.keys(secretEnv)], SECRET) }
}

function replaced(env: Readonly<Record<string, string>>, hidden: readonly string[], text: string): Readonly<Record<string, string>> {
  const names = new Set(hidden)
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, names.has(name) ? text : value]))
}
