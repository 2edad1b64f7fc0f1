/**
 * A route as the text of one dynamic file, and back. Pure. Refuses every value outside strict sets, since Traefik runs Go templates
 * over these files and one file that it cannot read stops updates for all apps.
 */
import { stringify } from 'yaml'
import { failure } from '../../model/failure.js'
import { routeFingerprint } from '../../model/fingerprint.js'
import type { RouteSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { RouteContent } from '../../model/state.js'
import { faultOf } from './faults.js'
import { httpSection } from './http-section.js'
import { tlsSection } from './key-pairs.js'
import { readContent } from './read-content.js'

export interface RouteFile {
  readonly name: string
  readonly instance: string
  readonly app: string
  readonly fingerprint: string
  readonly content: RouteContent
}

export interface RouteText {
  readonly fingerprint: string
  /** Absent when the text says something that Mist never writes. */
  readonly content?: RouteContent
  readonly canonical: boolean
}

export const STRINGIFY = { lineWidth: 0, defaultKeyType: 'PLAIN', defaultStringType: 'QUOTE_DOUBLE', aliasDuplicateObjects: false } as const

/** What the file of a route says. Fails with `route-rejected` on any value that is not harmless. */
export function routeFileOf(route: RouteSpec, at: { readonly instance: string; readonly servers: readonly string[]; readonly canary?: readonly string[]; readonly errorPage?: readonly string[] }): Result<RouteFile> {
  const { id: _id, name: _name, app: _app, canary, errorPage, ...said } = route
  const content = {
    ...said, servers: [...at.servers].sort(), ...(canary && { canary: { servers: [...at.canary ?? []].sort(), percent: canary.percent } }),
    ...(errorPage && at.errorPage?.length && { errorPage: { path: errorPage.path, statuses: errorPage.statuses, servers: [...at.errorPage].sort() } }),
  }
  const file = { name: route.name, instance: at.instance, app: route.app, fingerprint: routeFingerprint(route), content }
  const fault = faultOf(file)
  if (fault === undefined) return ok(file)
  return err(failure('route-rejected', { subject: `cannot write route ${route.app}`, cause: fault, help: 'Correct the domain, path or redirect in the manifest.' }))
}

export function renderRoute(file: RouteFile): string {
  const tls = tlsSection({ app: file.app, rules: file.content.rules })
  const text = `${header(file)}${stringify({ http: httpSection(file.name, file.content), ...(tls && { tls }) }, STRINGIFY)}`
  // The parts cannot make this true; if a later change could, nothing may reach Traefik's template engine.
  if (text.includes('{{')) throw new Error('a rendered route holds a template')
  return text
}

export function readRouteText(text: string, expected: { readonly name: string; readonly instance: string; readonly app: string }): RouteText {
  const fingerprint = /^# fingerprint: (v\d+:[0-9a-f]{8,64})$/m.exec(text.slice(0, 2_000))?.[1] ?? ''
  const content = readContent(text, expected)
  if (content === undefined) return { fingerprint, canonical: false }
  const file = { ...expected, fingerprint, content }
  return { fingerprint, content, canonical: faultOf(file) === undefined && renderRoute(file) === text }
}

function header(file: RouteFile): string {
  return `# Written by Mist (instance ${file.instance}). Edits are put back.\n# fingerprint: ${file.fingerprint}\n# app: ${file.app}\n`
}
