/** An error page is the answer of an app that visitors could see by themselves, and never that of the app which fails. */
import type { AppKey } from '../../model/resource.js'
import { appKey, appOf, projectOf } from '../../model/resource.js'
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { ManifestApp, ManifestErrorPage } from '../manifest.js'
import { didYouMean } from '../suggest.js'
import type { Path } from '../tree.js'
import type { AppEntry, RuleContext } from './context.js'

export function* errorPageApps(context: RuleContext): Iterable<Finding> {
  for (const { page, at, owner } of pagesOf(context)) {
    const place = placeOf(at, context)
    const key = pageKey(page, owner)
    if (key === undefined) yield fault({ rule: 'error-page-project', message: `in defaults it is not clear which project ${page.app} belongs to`, help: `write \`project/${page.app}\``, path: place })
    else if (key === owner?.key) yield fault({ rule: 'self-error-page', message: `${owner.app.name} cannot show the page for its own failure`, help: 'name another app, one that merely serves files', path: place })
    else yield* targetFault(key, place, context)
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

function* targetFault(key: AppKey, path: Path, { appOf: find, apps }: RuleContext): Iterable<Finding> {
  const [project, name] = [projectOf(key), appOf(key)]
  const target = find(project, name)
  if (target === undefined) yield unknownApp({ project, name }, path, apps)
  else if (!isVisited(target)) yield fault({ rule: 'error-page-not-served', message: `${name} cannot show a page: no visitor is led to it`, help: 'name a web app, one with a port and a domain that does not only redirect', path })
  else if (target.replicas === 0) yield hint({ rule: 'parked-error-page', message: `${name} shows no page while it is parked with \`replicas: 0\``, help: 'start it, or name another app', path })
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
