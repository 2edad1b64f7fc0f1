/** An error page is the answer of an app that visitors could see by themselves, and never that of the app which fails. */
import type { AppKey } from '../../model/resource.js'
import { appKey, appOf, projectOf } from '../../model/resource.js'
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { ManifestApp, ManifestErrorPage } from '../manifest.js'
import { didYouMean } from '../suggest.js'
import type { Path } from '../tree.js'
import type { AppEntry, DomainEntry, RuleContext } from './context.js'
import { barePath } from './context.js'

export function* errorPageApps(context: RuleContext): Iterable<Finding> {
  for (const { page, at, owner } of pagesOf(context)) {
    const place = placeOf(at, context)
    const key = pageKey(page, owner)
    if (key === undefined) yield fault({ rule: 'error-page-project', message: `in defaults it is not clear which project ${page.app} belongs to`, help: `write \`project/${page.app}\``, path: place })
    else if (key === owner?.key) yield fault({ rule: 'self-error-page', message: `${owner.app.name} cannot show the page for its own failure`, help: 'name another app, one that merely serves files', path: place })
    else yield* targetFault(key, { page, place }, context)
  }
}

export function* errorPageStatuses(context: RuleContext): Iterable<Finding> {
  for (const { page, at } of pagesOf(context)) {
    for (const [index, { from, to }] of (page.statuses ?? []).entries()) {
      const path = [...at, 'status', index]
      if (from > to) yield fault({ rule: 'out-of-range', message: `no status is at least ${String(from)} and at most ${String(to)}`, help: 'write the smaller one first, such as 502-504', path })
      else if (from <= UNAUTHORIZED && to >= UNAUTHORIZED) yield fault({ rule: 'error-page-status', message: 'an answer of 401 cannot be replaced: with it goes the header by which browsers ask for the password', help: from === to ? 'remove it' : 'leave 401 out, such as [400, 402-499]', path })
    }
  }
}

const UNAUTHORIZED = 401

interface PageEntry {
  readonly page: ManifestErrorPage
  readonly at: Path
  /** Absent for that of `defaults`. */
  readonly owner?: AppEntry
}

function pagesOf({ manifest, apps }: RuleContext): readonly PageEntry[] {
  const { errorPage } = manifest.defaults
  const lowest = errorPage === undefined || errorPage === 'none' ? [] : [{ page: errorPage, at: ['defaults', 'errorPage'] }]
  return [...lowest, ...apps.flatMap((owner) => {
    const { errorPage: own, maintenancePage } = owner.app
    return [
      ...(own === undefined || own === 'none' ? [] : [{ page: own, at: [...owner.path, 'errorPage'], owner }]),
      ...(maintenancePage ? [{ page: maintenancePage, at: [...owner.path, 'maintenance'], owner }] : []),
    ]
  })]
}

function pageKey({ app }: ManifestErrorPage, owner: AppEntry | undefined): AppKey | undefined {
  if (app.includes('/')) return app as AppKey
  return owner && appKey(owner.project.name, app)
}

function placeOf(at: Path, { isWritten }: RuleContext): Path {
  return isWritten([...at, 'app']) ? [...at, 'app'] : at
}

interface Wanted {
  readonly page: ManifestErrorPage
  readonly place: Path
}

function* targetFault(key: AppKey, { page, place: path }: Wanted, context: RuleContext): Iterable<Finding> {
  const { appOf: find, apps } = context
  const [project, name] = [projectOf(key), appOf(key)]
  const target = find(project, name)
  if (target === undefined) yield unknownApp({ project, name }, path, apps)
  else if (!isVisited(target)) yield fault({ rule: 'error-page-not-served', message: `${name} cannot show a page: no visitor is led to it`, help: 'name a web app, one with a port and a domain that does not only redirect', path })
  else {
    yield* guardFault(key, { page, place: path }, context)
    if (target.replicas === 0) yield hint({ rule: 'parked-error-page', message: `${name} shows no page while it is parked with \`replicas: 0\``, help: 'start it, or name another app', path })
  }
}

/** The proxy fetches the page past the guards of the app that shows it, for whoever meets an error. */
function* guardFault(key: AppKey, { page, place: path }: Wanted, { domains }: RuleContext): Iterable<Finding> {
  const serving = domains.filter(({ owner, redirect }) => owner.key === key && redirect === undefined)
  const guarded = guardedFor(page.path ?? DEFAULT_PATH, serving)
  const guard = guarded && guardOf(guarded)
  if (guarded === undefined || guard === undefined) return
  const help = `give ${appOf(key)} a domain without \`auth\` and \`allow\` at the same path, or name another app, one that merely serves files`
  yield fault({ rule: 'error-page-guarded', message: `an error would show anybody what ${appOf(key)} keeps behind \`${guard}\``, help, path, related: [{ path: [...guarded.at, guard], message: 'it is guarded here', on: 'key' }] })
}

/** The same as in resolve. */
const DEFAULT_PATH = '/{status}.html'

/**
 * A guarded domain whose answers the page would give away. A path that the visitor chooses leads everywhere, so each guarded place needs
 * an open one beside it; any other path is open once one host serves it to all.
 */
function guardedFor(path: string, serving: readonly DomainEntry[]): DomainEntry | undefined {
  const [asked = '/'] = path.split('?')
  if (asked.includes('{url}')) {
    const open = new Set(serving.filter((domain) => guardOf(domain) === undefined).map(prefixOf))
    return serving.find((domain) => guardOf(domain) !== undefined && !open.has(prefixOf(domain)))
  }
  const leading = [...new Set(serving.map(placeKey))].flatMap((key) => longest(serving.filter((domain) => placeKey(domain) === key && covers(prefixOf(domain), asked))) ?? [])
  if (leading.length === 0) return serving.find((domain) => guardOf(domain) !== undefined)
  return leading.every((domain) => guardOf(domain) !== undefined) ? leading[0] : undefined
}

function guardOf({ basicAuth, basicAuthSecret, allow }: DomainEntry): 'auth' | 'allow' | undefined {
  if (basicAuth !== undefined || basicAuthSecret !== undefined) return 'auth'
  return allow === undefined ? undefined : 'allow'
}

/** On one host the longest path counts; a stripped one leads to the whole app by itself. */
function placeKey({ host, path, strip }: DomainEntry): string {
  return strip ? `${host}${barePath(path)}` : host
}

/** As the app itself sees it. */
function prefixOf({ path, strip }: DomainEntry): string {
  return strip ? '/' : barePath(path)
}

function covers(prefix: string, path: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`)
}

function longest(domains: readonly DomainEntry[]): DomainEntry | undefined {
  return domains.toSorted((a, b) => prefixOf(b).length - prefixOf(a).length)[0]
}

function isVisited({ type, domains }: ManifestApp): boolean {
  return type === 'web' && (domains.length === 0 || domains.some(({ redirect }) => redirect === undefined))
}

function unknownApp({ project, name }: { readonly project: string; readonly name: string }, path: Path, apps: readonly AppEntry[]): Finding {
  const names = apps.filter((entry) => entry.project.name === project).map(({ app }) => app.name)
  const near = didYouMean(name, names)
  const web = apps.filter((entry) => entry.project.name === project && isVisited(entry.app)).map(({ app }) => app.name).slice(0, 12)
  const help = near === undefined ? (web.length === 0 ? 'add a web app that serves the page' : `web apps of ${project}: ${web.join(', ')}`) : `did you mean "${near}"?`
  return fault({ rule: 'unknown-app', message: names.length === 0 ? `there is no project ${project} with apps` : `the project ${project} has no app ${name}`, help, path })
}
