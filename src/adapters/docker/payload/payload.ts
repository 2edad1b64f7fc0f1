/**
 * THE allow-list: every mutating request of Mist passes here in its final form, right before the wire. An endpoint, a query
 * parameter or a field that is not listed is refused. A repository writer is a deployer, not root.
 */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import { isRecord } from '../../../model/is-record.js'
import { containerShape, execShape, networkShape, updateShape, volumeShape } from './bodies.js'
import type { EngineCall, PayloadRules } from './rules.js'
import { NAME, TAG_OR_DIGEST, aliasesShape, builtTag, digits, imageReference, mayJoin, pathInside, sourcePath, textMapJson } from './words.js'
import { parseReference } from '../images/reference.js'
import type { Refusal, Shape } from './shape.js'
import { granted, oneOf, record, text } from './shape.js'

/** Undefined when the call may be made. */
export function refusePayload(call: EngineCall, rules: PayloadRules): Failure | undefined {
  const refusal = judge(call, rules)
  return refusal && failure('payload-refused', {
    subject: `cannot send ${call.method} ${call.path} to the engine`,
    cause: `${refusal.field}: ${refusal.why}`,
    help: 'What a repository may ask of the engine is limited. If the host should allow it, look for a grant in the host settings.',
  })
}

interface Endpoint {
  readonly method: EngineCall['method']
  /** Its first group is the object that the call is about. */
  readonly path: RegExp
  readonly object?: (rules: PayloadRules) => Shape
  readonly query: Shape
  readonly body: (rules: PayloadRules) => Shape
}

const NOTHING = record({})
const noBody = (): Shape => NOTHING

const OWN_CONTAINER = (rules: PayloadRules): Shape =>
  granted((id) => rules.own.containers.has(id), 'no container of this instance; Mist never touches what it did not make')

const OWN_NETWORK = (rules: PayloadRules): Shape =>
  granted((id) => rules.own.networks.has(id), 'no network of this instance; Mist never touches what it did not make')

const OWN_EXEC = (rules: PayloadRules): Shape =>
  granted((id) => rules.own.execs.has(id), 'no command that this process set up in a container of this instance')

const SPENT_IMAGE = (rules: PayloadRules): Shape =>
  granted((ref) => parseReference(ref) !== undefined && rules.own.images.has(ref), 'no image that this instance made or brought for a release of its own')

const DOOMED_VOLUME = (rules: PayloadRules): Shape =>
  granted((name) => rules.own.volumes.has(name) && rules.own.doomedVolumes.has(name), 'no volume of this instance that a person confirmed to lose; Mist never removes data by itself')

/** A container of ours may be taken off any network, also off one that somebody else put it on. */
const ANY_NETWORK = (): Shape => text(NAME, 'no name or id of a network')

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: /^\/containers\/create$/, query: record({ name: text(NAME, 'no container name') }), body: containerShape },
  { method: 'POST', path: /^\/containers\/([^/]+)\/start$/, object: OWN_CONTAINER, query: NOTHING, body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/unpause$/, object: OWN_CONTAINER, query: NOTHING, body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/pause$/, object: OWN_CONTAINER, query: NOTHING, body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/exec$/, object: OWN_CONTAINER, query: NOTHING, body: execShape },
  { method: 'POST', path: /^\/exec\/([^/]+)\/start$/, object: OWN_EXEC, query: NOTHING, body: () => record({ Detach: oneOf(false), Tty: oneOf(false) }) },
  { method: 'PUT', path: /^\/containers\/([^/]+)\/archive$/, object: OWN_CONTAINER, query: record({ path: pathInside(), noOverwriteDirNonDir: oneOf('true') }), body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/stop$/, object: OWN_CONTAINER, query: record({ t: text(/^\d{1,6}$/, 'no number of seconds') }), body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/rename$/, object: OWN_CONTAINER, query: record({ name: text(NAME, 'no container name') }), body: noBody },
  { method: 'POST', path: /^\/containers\/([^/]+)\/update$/, object: OWN_CONTAINER, query: NOTHING, body: updateShape },
  // It never reaches a volume with a name; see `withVolumes` for those without.
  { method: 'DELETE', path: /^\/containers\/([^/]+)$/, object: OWN_CONTAINER, query: record({ force: oneOf('true'), v: oneOf('true', 'false') }), body: noBody },
  { method: 'POST', path: /^\/networks\/create$/, query: NOTHING, body: networkShape },
  { method: 'DELETE', path: /^\/networks\/([^/]+)$/, object: OWN_NETWORK, query: NOTHING, body: noBody },
  { method: 'POST', path: /^\/networks\/([^/]+)\/connect$/, object: OWN_NETWORK, query: NOTHING, body: connectShape },
  { method: 'POST', path: /^\/networks\/([^/]+)\/disconnect$/, object: ANY_NETWORK, query: NOTHING, body: disconnectShape },
  { method: 'POST', path: /^\/volumes\/create$/, query: NOTHING, body: volumeShape },
  // Without `force`, which would also forget a volume that a container uses.
  { method: 'DELETE', path: /^\/volumes\/([^/]+)$/, object: DOOMED_VOLUME, query: NOTHING, body: noBody },
  // Without `force`: what a container uses stays, whatever a caller thinks.
  { method: 'DELETE', path: /^\/images\/(.+)$/, object: SPENT_IMAGE, query: NOTHING, body: noBody },
  { method: 'POST', path: /^\/images\/create$/, query: record({ fromImage: imageReference(), tag: text(TAG_OR_DIGEST, 'no tag or digest') }), body: noBody },
  { method: 'POST', path: /^\/build$/, query: buildQuery(), body: noBody },
  { method: 'POST', path: /^\/session$/, query: NOTHING, body: noBody },
]

function judge(call: EngineCall, rules: PayloadRules): Refusal | undefined {
  for (const endpoint of ENDPOINTS) {
    const match = call.method === endpoint.method ? endpoint.path.exec(call.path) : null
    if (!match) continue
    return endpoint.object?.(rules)(match[1] ?? '', 'id')
      ?? endpoint.query(call.query, 'query')
      ?? endpoint.body(rules)(call.body ?? {}, '')
      ?? beyondFields(call, match[1], rules)
  }
  return { field: `${call.method} ${call.path}`, why: 'this call is not on the allow-list' }
}

function connectShape(rules: PayloadRules): Shape {
  return record({ Container: OWN_CONTAINER(rules), EndpointConfig: record({ Aliases: aliasesShape() }) })
}

function disconnectShape(rules: PayloadRules): Shape {
  return record({ Container: OWN_CONTAINER(rules), Force: oneOf(false) })
}

/** What no field tells by itself. */
function beyondFields(call: EngineCall, object: string | undefined, rules: PayloadRules): Refusal | undefined {
  return acrossProjects(call, object, rules) ?? withVolumes(call, object, rules)
}

/** Being of this instance is not enough to join two objects: projects are kept apart. */
function acrossProjects(call: EngineCall, object: string | undefined, rules: PayloadRules): Refusal | undefined {
  if (!call.path.endsWith('/connect')) return undefined
  const app = rules.own.containers.get(String(call.body?.['Container']))
  const project = rules.own.networks.get(object ?? '')
  return app !== undefined && mayJoin(app, project) ? undefined : { field: 'Container', why: `it may not join a network of project ${project ?? '?'}` }
}

/** What a container that served has written stays, whatever a caller thinks. */
function withVolumes({ method, path, query }: EngineCall, object: string | undefined, rules: PayloadRules): Refusal | undefined {
  if (method !== 'DELETE' || !path.startsWith('/containers/') || query?.['v'] !== 'true' || rules.own.neverServed.has(object ?? '')) return undefined
  return { field: 'query.v', why: 'it may have served, and Mist never removes data by itself' }
}

/** No `remote`, no host network, no extra hosts, no security options, no outputs: a context that we streamed, and plain limits. */
function buildQuery(): Shape {
  const common = { t: builtTag(), dockerfile: sourcePath(), labels: textMapJson(), buildargs: textMapJson() }
  const stage = { target: text(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/, 'no name of a build stage') }
  const limits = { memory: digits(), memswap: digits(), cpuperiod: digits(), cpuquota: digits(), cpushares: digits() }
  const classic = record({ ...common, ...limits, rm: oneOf('true'), forcerm: oneOf('true'), version: oneOf('1') }, stage)
  const buildKit = record({ ...common, session: text(/^[0-9a-f-]{36}$/, 'no id of a session'), version: oneOf('2') }, stage)
  return (query, field) => (isRecord(query) && query['version'] === '2' ? buildKit : classic)(query, field)
}
