/** What a domain asks of the edge → the edge of its rule, in one order and without what is off. */
import type { ManifestApp, ManifestDomain } from '../manifest/manifest.js'
import { byText, sortedKeys } from '../model/compare.js'
import type { EdgeSpec } from '../model/resource.js'

/** Undefined when nothing is asked, so that a plain rule stays what it was. */
export function edgeOf(domain: ManifestDomain, { maintenance }: ManifestApp): EdgeSpec | undefined {
  const { rateLimit, maxBodyBytes } = domain
  const edge: EdgeSpec = {
    ...(domain.strip && { stripPrefix: true }),
    ...listsOf(domain),
    ...(domain.headers && { headers: sortedKeys(domain.headers) }),
    ...(rateLimit && { rateLimit }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(domain.compress && { compress: true }),
    ...hstsOf(domain),
    ...(maintenance && { maintenance }),
  }
  return Object.keys(edge).length === 0 ? undefined : edge
}

/** Their order means nothing. */
function listsOf({ basicAuth, allow }: ManifestDomain): Pick<EdgeSpec, 'basicAuth' | 'allow'> {
  return { ...(basicAuth && { basicAuth: basicAuth.toSorted(byText) }), ...(allow && { allow: [...new Set(allow)].toSorted(byText) }) }
}

function hstsOf({ hsts }: ManifestDomain): Pick<EdgeSpec, 'hsts'> {
  return hsts === undefined ? {} : { hsts: { maxAgeSeconds: hsts.maxAgeMs / 1_000, includeSubdomains: hsts.includeSubdomains, preload: hsts.preload } }
}
