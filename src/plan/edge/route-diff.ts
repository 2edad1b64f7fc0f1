/**
 * The route file of one app against what it should say. Content is compared, not only the fingerprint in its header: that one
 * merely tells whether git or a hand moved it.
 */
import { byText } from '../../model/compare.js'
import { routeFingerprint } from '../../model/fingerprint.js'
import type { ChangeReason, FieldChange } from '../../model/plan.js'
import type { RouteSpec } from '../../model/resource.js'
import type { ObservedRoute, RouteContent } from '../../model/state.js'
import type { RawField } from '../containers/fields.js'
import { text } from '../containers/fields.js'
import { edgeFields } from './fields.js'
import { ruleText } from '../containers/values.js'

/** Server URLs as the file should have them, sorted; undefined while an address is not known yet. */
export type ExpectedServers = readonly string[] | undefined

export interface RouteVerdict {
  readonly action: 'keep' | 'update'
  readonly reason: ChangeReason
  readonly fields: readonly FieldChange[]
}

export interface LiveServers {
  readonly expected: ExpectedServers
  readonly mode: 'name' | 'address'
  /** Server URLs of the error page, sorted. */
  readonly page: readonly string[]
}

export function diffRoute(spec: RouteSpec, live: ObservedRoute, servers: LiveServers): RouteVerdict {
  const isSame = live.fingerprint === routeFingerprint(spec)
  const cause = isSame ? 'drift' : 'spec'
  const moved = live.content ? serverFields(spec, live.content, servers.expected) : []
  const fields = [
    ...(live.content ? ruleFields(spec, live.content) : []).map((field) => ({ ...field, cause } as const)),
    // An address changes whenever a container starts: that is nobody's edit.
    ...moved.map((field) => ({ ...field, cause: servers.mode === 'address' ? 'spec' : cause } as const)),
    ...(live.content ? pageFields(spec, live.content, servers) : []).map((field) => ({ ...field, cause: isSame && servers.mode === 'name' ? 'drift' : 'spec' } as const)),
  ]
  const all = [...fields, ...(fields.length > 0 ? [] : fileFields(live, { isSame })), ...servedFields(live)]
  return { action: all.length > 0 ? 'update' : 'keep', reason: all.some((field) => field.cause === 'spec') ? 'spec-changed' : 'drift', fields: all }
}

function ruleFields(spec: RouteSpec, content: RouteContent): readonly RawField[] {
  return [
    ...text('domains', rulesText(content.rules), rulesText(spec.rules)),
    ...text('entryPoint', content.entryPoint, spec.entryPoint),
    ...edgeFields(spec, content),
  ]
}

function pageFields({ errorPage }: RouteSpec, content: RouteContent, { page }: LiveServers): readonly RawField[] {
  const { errorPage: live } = content
  return [...text('errorPage', live && pageText(live), errorPage && pageText(errorPage)), ...text('errorPage.servers', serversText(live?.servers ?? []), serversText(page))]
}

function pageText({ path, statuses }: { readonly path: string; readonly statuses: readonly string[] }): string {
  return `${path} for ${statuses.join(', ')}`
}

function rulesText(rules: RouteSpec['rules']): string {
  return rules.map(ruleText).toSorted(byText).join(', ')
}

function serverFields(spec: RouteSpec, content: RouteContent, expected: ExpectedServers): readonly RawField[] {
  const wanted = expected ?? spec.servers.map(({ container, port }) => `http://${container}:${String(port)}`)
  const isEqual = expected !== undefined && content.servers.toSorted(byText).join(' ') === expected.join(' ')
  return isEqual ? [] : text('servers', serversText(content.servers), serversText(wanted))
}

function serversText(urls: readonly string[]): string | undefined {
  return urls.length === 0 ? undefined : urls.map((url) => url.replace(/^http:\/\//, '')).toSorted(byText).join(', ')
}

function fileFields(live: ObservedRoute, { isSame }: { readonly isSame: boolean }): readonly FieldChange[] {
  const [from, cause] = fileState(live, isSame ? 'same' : 'other')
  return from === undefined ? [] : [{ field: 'file', from, to: 'as Mist writes it', sensitivity: 'public', cause }]
}

function fileState(live: ObservedRoute, header: 'same' | 'other'): readonly [string | undefined, FieldChange['cause']] {
  if (!live.content) return ['unreadable', 'drift']
  if (!live.canonical) return ['edited by hand', 'drift']
  return [header === 'same' ? undefined : 'written for an earlier spec', 'spec']
}

function servedFields({ served }: ObservedRoute): readonly FieldChange[] {
  if (served === undefined || served === 'serving') return []
  return [{ field: 'served', from: served, to: 'serving', sensitivity: 'public', cause: 'drift' }]
}
