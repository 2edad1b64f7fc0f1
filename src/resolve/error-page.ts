/** Which app answers in place of an error, and with what. Who of its containers does is seen only on the host. */
import type { LayerSpec, ManifestApp, ManifestErrorPage, StatusRange } from '../manifest/manifest.js'
import type { AppKey, ErrorPageSpec } from '../model/resource.js'
import { appKey, projectOf } from '../model/resource.js'
import { byText } from '../model/compare.js'
import { DEFAULTS } from './defaults.js'

/** Undefined where none was asked for, and for the app that shows the page of all others. */
export function errorPageOf(app: ManifestApp, key: AppKey, defaults: LayerSpec | undefined): ErrorPageSpec | undefined {
  const page = pageFor(app, defaults)
  const shown = page && pageKey(page, key)
  if (page === undefined || shown === undefined || shown === key) return undefined
  const statuses = [...new Set((page.statuses ?? DEFAULTS.errorPage.statuses).map(statusText))].toSorted(byText)
  return { app: shown, path: page.path ?? DEFAULTS.errorPage.path, statuses, servers: [] }
}

/** While an app is worked on nobody meets another error than that. */
function pageFor({ errorPage, maintenance, maintenancePage }: ManifestApp, defaults: LayerSpec | undefined): ManifestErrorPage | undefined {
  if (maintenance && maintenancePage) return { ...maintenancePage, statuses: [{ from: 503, to: 503 }] }
  const page = errorPage ?? defaults?.errorPage
  return page === 'none' ? undefined : page
}

function pageKey({ app }: ManifestErrorPage, key: AppKey): AppKey {
  return app.includes('/') ? (app as AppKey) : appKey(projectOf(key), app)
}

function statusText({ from, to }: StatusRange): string {
  return from === to ? String(from) : `${String(from)}-${String(to)}`
}
