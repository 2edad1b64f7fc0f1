/** What the edge of a route file says and what it should say, as fields that a person can read. Of users only the names are shown. */
import { digestOf } from '../../model/fingerprint.js'
import type { EdgeSpec, RouteRule, RouteSpec } from '../../model/resource.js'
import type { RouteContent } from '../../model/state.js'
import type { RawField } from '../containers/fields.js'
import { text } from '../containers/fields.js'
import { bytesText, placeText, secondsText } from '../containers/values.js'

export function edgeFields(spec: RouteSpec, content: RouteContent): readonly RawField[] {
  const others = new Map(content.rules.map((rule) => [placeText(rule), rule]))
  const mark = spec.rules.length > 1 || content.rules.length > 1 ? 'place' : 'none'
  return [
    ...spec.rules.flatMap((rule) => ruleFields(rule, { live: others.get(placeText(rule)), suffix: mark === 'place' ? ` ${placeText(rule)}` : '' })),
    ...text('https', secureText(content), secureText(spec)),
    ...text('sticky', content.sticky && 'by cookie', spec.sticky && 'by cookie'),
    ...text('responseTimeout', timeoutText(content), timeoutText(spec)),
    ...text('canary', canaryText(content), canaryText(spec)),
  ]
}

/** A rule that is new is told as a domain; its edge comes with it. */
function ruleFields(rule: RouteRule, { live, suffix }: { readonly live: RouteRule | undefined; readonly suffix: string }): readonly RawField[] {
  if (live === undefined) return []
  const [from, to] = [edgeOf(live), edgeOf(rule)]
  return [...Object.entries(WORDS).flatMap(([name, words]) => text(`${name}${suffix}`, words(from), words(to))), ...text(`certificate${suffix}`, certificateText(live), certificateText(rule))]
}

/** Its names and its end are told by `certificates`; here only whether it is another one. */
function certificateText({ certificate }: RouteRule): string | undefined {
  return certificate && `its own (key pair #${certificate.slice(0, 4)})`
}

function edgeOf(rule: RouteRule): EdgeSpec {
  return rule.kind === 'serve' ? rule.edge ?? {} : {}
}

const WORDS: { readonly [name: string]: (edge: EdgeSpec) => string | undefined } = {
  maintenance: ({ maintenance }) => maintenance && 'everybody is told to come back later',
  allow: ({ allow }) => allow?.join(', '),
  rateLimit: ({ rateLimit }) => rateLimit && `${String(rateLimit.average)} in ${secondsText(rateLimit.periodMs)}, burst ${String(rateLimit.burst)}`,
  auth: ({ basicAuth }) => basicAuth && usersText(basicAuth),
  headers: ({ headers }) => headers && Object.entries(headers).map(([name, value]) => `${name}: ${value === '' ? '(taken away)' : value}`).toSorted().join(' | '),
  hsts: ({ hsts }) => hsts && [secondsText(hsts.maxAgeSeconds * 1_000), ...(hsts.includeSubdomains ? ['subdomains'] : []), ...(hsts.preload ? ['preload'] : [])].join(', '),
  maxBody: ({ maxBodyBytes }) => (maxBodyBytes === undefined ? undefined : bytesText(maxBodyBytes)),
  compress: ({ compress }) => compress && 'yes',
  strip: ({ stripPrefix }) => stripPrefix && 'yes',
}

/** No part of the hash is for a screen; that it changed has to be seen all the same. */
function usersText(lines: readonly string[]): string {
  return lines.map((line) => `${line.split(':')[0] ?? ''} (hash #${digestOf(line).slice(0, 4)})`).join(', ')
}

function secureText({ secure }: Pick<RouteContent, 'secure'>): string | undefined {
  return secure && `port ${String(secure.port)} through ${secure.entryPoint}${secure.resolver === undefined ? '' : `, certificates by ${secure.resolver}`}`
}

function timeoutText({ responseTimeoutMs }: Pick<RouteContent, 'responseTimeoutMs'>): string | undefined {
  return responseTimeoutMs === undefined ? undefined : secondsText(responseTimeoutMs)
}

function canaryText({ canary }: { readonly canary?: { readonly percent: number } }): string | undefined {
  return canary && `${String(canary.percent)} of 100 requests`
}
