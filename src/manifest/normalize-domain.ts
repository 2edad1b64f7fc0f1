/** One domain as written → one spelled out. Which keys may stand together, and whether texts are harmless, is left to the rules. */
import type { ManifestHsts, ManifestRateLimit } from './manifest-edge.js'
import type { ManifestDomain } from './manifest.js'
import type { Reading } from './reading.js'
import { durationAt, given, sizeAt, textsOf } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { booleanOf, child, itemsOf, numberOf, textOf } from './tree.js'

export const DOMAIN_DEFAULTS = { path: '/', permanent: true, plainHttp: false, strip: false, compress: false } as const
export const HSTS_DEFAULTS = { maxAge: '8760h', includeSubdomains: false, preload: false } as const

/** A path is kept as written; `/admin` and `/admin/` mean different things to the proxy. */
export function domainOf(reading: Reading, node: TreeNode, path: Path): ManifestDomain {
  return {
    host: textOf(node) ?? textOf(child(node, 'host')) ?? '',
    path: textOf(child(node, 'path')) ?? DOMAIN_DEFAULTS.path,
    ...given('redirect', textOf(child(node, 'redirect'))),
    ...given('permanent', booleanOf(child(node, 'permanent'))),
    ...tlsOf(child(node, 'tls')),
    ...given('plainHttp', booleanOf(child(node, 'plainHttp'))),
    ...given('hsts', hstsOf(reading, child(node, 'hsts'), [...path, 'hsts'])),
    ...given('strip', booleanOf(child(node, 'strip'))),
    ...usersOf(child(child(node, 'auth'), 'basic')),
    ...given('allow', listOf(child(node, 'allow'))),
    ...given('headers', child(node, 'headers') && textsOf(child(node, 'headers'))),
    ...given('rateLimit', rateOf(reading, child(node, 'rateLimit'), [...path, 'rateLimit'])),
    ...given('maxBodyBytes', sizeAt(reading, child(node, 'maxBody'), [...path, 'maxBody'])),
    ...given('compress', booleanOf(child(node, 'compress'))),
  }
}

function tlsOf(node: TreeNode | undefined): Pick<ManifestDomain, 'tls' | 'pair'> {
  const [cert, key] = [textOf(child(child(node, 'cert'), 'secret')), textOf(child(child(node, 'key'), 'secret'))]
  return cert === undefined || key === undefined ? given('tls', booleanOf(node)) : { tls: true, pair: { cert, key } }
}

function usersOf(node: TreeNode | undefined): Pick<ManifestDomain, 'basicAuth' | 'basicAuthSecret'> {
  const secret = textOf(child(node, 'secret'))
  return secret === undefined ? given('basicAuth', listOf(node)) : { basicAuthSecret: secret }
}

function listOf(node: TreeNode | undefined): readonly string[] | undefined {
  return node && itemsOf(node).map((item) => textOf(item) ?? '')
}

/** What browsers ask for before they list a host, and what is promised unless told. */
export const YEAR_MS = 8760 * 60 * 60 * 1_000
const SECOND_MS = 1_000

function hstsOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestHsts | undefined {
  if (node === undefined || booleanOf(node) === false) return undefined
  return {
    maxAgeMs: durationAt(reading, child(node, 'maxAge'), [...path, 'maxAge']) ?? YEAR_MS,
    includeSubdomains: booleanOf(child(node, 'includeSubdomains')) ?? HSTS_DEFAULTS.includeSubdomains,
    preload: booleanOf(child(node, 'preload')) ?? HSTS_DEFAULTS.preload,
  }
}

function rateOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestRateLimit | undefined {
  if (node === undefined) return undefined
  const average = numberOf(child(node, 'average')) ?? 1
  return { average, burst: numberOf(child(node, 'burst')) ?? average, periodMs: durationAt(reading, child(node, 'period'), [...path, 'period']) ?? SECOND_MS }
}
