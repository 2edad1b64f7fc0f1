/** Values that are for no reader of a plan, whoever asked for it: secrets in env, hashes of passwords, and what files of the operator give to the proxy. */
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { FileSpec } from '../model/file.js'
import type { Change, ContainerChange, Plan, RouteChange } from '../model/plan.js'
import type { ContainerSpec, RouteSpec } from '../model/resource.js'
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
  return { ...plan, changes: plan.changes.map(shown), apps: plan.apps.map(withoutSecretFiles) }
}

function shown(change: Change): Change {
  if (change.kind === 'container') return concealed(change)
  return change.kind === 'route' ? withoutHashes(change) : change
}

/** Of users only the names: a hash can come from a secret, and nobody reads one. */
function withoutHashes(change: RouteChange): RouteChange {
  const previous = change.previous && { previous: namesOnly(change.previous) }
  return change.action === 'prune' ? { ...change, ...previous } : { ...change, spec: namesOnly(change.spec), ...previous }
}

function namesOnly(route: RouteSpec): RouteSpec {
  return { ...route, rules: route.rules.map((rule) => (rule.kind === 'serve' && rule.edge?.basicAuth ? { ...rule, edge: { ...rule.edge, basicAuth: rule.edge.basicAuth.map((line) => `${line.split(':')[0] ?? ''}:${SECRET}`) } } : rule)) }
}

/** A secret that is a file stands among the files of its app. */
export function withoutSecretFiles<T extends { readonly files?: readonly FileSpec[] }>(app: T): T {
  if (!app.files) return app
  return { ...app, files: app.files.map((file) => (file.origin.kind === 'secret' ? { ...file, origin: { kind: 'secret', text: SECRET } } : file)) }
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
