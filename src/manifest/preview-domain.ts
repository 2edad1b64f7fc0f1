/** Where previews of an app are served. They are guarded as the app is: whoever may not see it may not see what becomes of it. */
import type { ManifestApp, ManifestDomain } from './manifest.js'

/** Below which name; undefined for apps that nobody visits. */
export function previewSuffix({ type, preview }: ManifestApp, ingressDomain: string): string | undefined {
  return type === 'web' && preview ? preview.domain ?? ingressDomain : undefined
}

/** With the edge of the first domain that serves the whole app, or else of the first that serves. */
export function previewDomain({ domains }: ManifestApp, host: string): ManifestDomain {
  const serving = domains.filter(({ redirect }) => redirect === undefined)
  const model = serving.find(({ path }) => path === '/') ?? serving[0]
  if (model === undefined) return { host, path: '/' }
  // What is promised to browsers for a year, and what belongs to a path or a redirect, is the app's alone.
  const { host: _host, path: _path, redirect: _redirect, permanent: _permanent, hsts: _hsts, strip: _strip, pair, tls, ...guards } = model
  // A certificate of its own is for its own host.
  return { ...guards, ...(tls !== undefined && !pair && { tls }), host, path: '/' }
}
