/** Env that files of the operator give to the proxy: not for plans that leave the program, whoever asked for them. */
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { Change, ContainerChange, Plan } from '../model/plan.js'
import { projectOf } from '../model/resource.js'

const HIDDEN = '(from the settings of the host)'

export function isOfHost({ app }: Pick<Change, 'app'>): boolean {
  return app !== undefined && projectOf(app) === SYSTEM_PROJECT
}

export function withHiddenEnv<T extends { readonly env: Readonly<Record<string, string>> }>(spec: T): T {
  return { ...spec, env: Object.fromEntries(Object.keys(spec.env).map((name) => [name, HIDDEN])) }
}

export function withoutHostEnv(plan: Plan): Plan {
  return { ...plan, changes: plan.changes.map((change) => (isOfHost(change) && change.kind === 'container' ? concealed(change) : change)) }
}

function concealed(change: ContainerChange): ContainerChange {
  const fields = change.fields.map((field) => (field.sensitivity === 'env' ? { field: field.field, cause: field.cause, sensitivity: field.sensitivity } : field))
  if (change.action === 'create') return { ...change, fields, spec: withHiddenEnv(change.spec) }
  if (change.action === 'prune') return { ...change, fields, live: withHiddenEnv(change.live) }
  return { ...change, fields, spec: withHiddenEnv(change.spec), live: withHiddenEnv(change.live) }
}
