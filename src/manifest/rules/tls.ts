/** HTTPS that is asked for has to be possible: on this host, for this name, with these certificates. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { YEAR_MS } from '../normalize-domain.js'
import type { HostTls } from '../tls.js'
import { isCertifiable, isLocalName, wantsTls } from '../tls.js'
import type { DomainEntry, RuleContext } from './context.js'
import { hostPath, onKey } from './hosts.js'

/** Both ways to a certificate are named: the one of the file and the one of the host. */
export function* tlsSource({ domains, manifest, tls }: RuleContext): Iterable<Finding> {
  for (const domain of domains.filter((entry) => wantsTls(entry, manifest.acme))) {
    if (hasSource(domain, { manifest, tls })) continue
    const isWildcard = domain.host.startsWith('*.') && manifest.acme !== undefined
    // Apart from a host nobody knows which certificates there are.
    if (tls === undefined && !isWildcard) continue
    yield fault({ rule: 'tls-without-certificate', message: `${domain.host} would be served over HTTPS, and nothing gives it a certificate`, help: helpFor(domain, { isWildcard, tls }), path: tlsPath(domain), ...onKey(domain) })
  }
}

function hasSource(domain: DomainEntry, { manifest, tls }: { readonly manifest: RuleContext['manifest']; readonly tls: HostTls | undefined }): boolean {
  return domain.pair !== undefined || tls?.certificates === true || (isCertifiable(domain, manifest.acme) && tls?.acme !== false)
}

interface Reason {
  readonly isWildcard: boolean
  readonly tls: HostTls | undefined
}

function helpFor({ host }: DomainEntry, { isWildcard, tls }: Reason): string {
  const given = 'the operator adds one to proxy.certificates in mistd.yaml'
  if (isLocalName(host)) return `a local name gets none by ACME: ${given}, or leave out \`tls\``
  if (isWildcard) return `a wildcard is proven by DNS-01: name a provider in ingress.acme.dns, or ${given}`
  return tls?.acme === false ? `this proxy cannot ask for certificates: ${given}` : `add \`ingress: { acme: { email: … } }\`, or ${given}`
}

/** Who runs the proxy alone keeps its certificates. */
export function* pairOfHost({ domains, tls }: RuleContext): Iterable<Finding> {
  if (tls === undefined || tls.pairs) return
  for (const domain of domains.filter(({ pair }) => pair !== undefined)) {
    yield fault({ rule: 'tls-elsewhere', message: `the certificate of ${domain.host} cannot be handed to a proxy that Mist does not run: it keeps its own`, help: 'write `tls: true`, and give the certificate to that Traefik', path: tlsPath(domain), on: 'key' })
  }
}

/** Credentials for a DNS provider are the operator's to give. */
export function* dnsOfHost({ manifest, tls }: RuleContext): Iterable<Finding> {
  if (manifest.acme?.dns === undefined || tls === undefined || tls.dns) return
  yield fault({ rule: 'dns-not-granted', message: `this host has no credentials for ${manifest.acme.dns}`, help: 'the operator adds proxy.acme.dnsEnvFile to mistd.yaml, a file with the variables that Traefik names for this provider', path: ['ingress', 'acme', 'dns'] })
}

/** Two answers for one host: the proxy would have to choose before it knows the path. */
export function* oneTlsPerHost({ domains, manifest }: RuleContext): Iterable<Finding> {
  const first = new Map<string, DomainEntry>()
  for (const domain of domains) {
    const known = first.get(domain.host)
    if (known === undefined) first.set(domain.host, domain)
    else if (wantsTls(known, manifest.acme) !== wantsTls(domain, manifest.acme)) {
      yield conflict(domain, known, 'is served over HTTPS in one place and not in another')
    } else if (canonicalPair(known) !== canonicalPair(domain)) yield conflict(domain, known, 'has another certificate in another place')
  }
}

function conflict(domain: DomainEntry, known: DomainEntry, what: string): Finding {
  return fault({ rule: 'tls-conflict', message: `${domain.host} ${what}`, help: 'say the same `tls` in both', path: tlsPath(domain), ...onKey(domain), related: [{ path: tlsPath(known), message: `first used by ${known.owner.key}`, ...onKey(known) }] })
}

function canonicalPair({ pair }: DomainEntry): string {
  return pair ? `${pair.cert} ${pair.key}` : ''
}

/** Keys that speak of HTTPS, where there is none. */
export function* keysOfTls({ domains, manifest }: RuleContext): Iterable<Finding> {
  for (const domain of domains.filter((entry) => !wantsTls(entry, manifest.acme))) {
    const key = domain.hsts !== undefined ? 'hsts' : domain.plainHttp ? 'plainHttp' : undefined
    if (key !== undefined) yield fault({ rule: 'tls-missing', message: `${key} means nothing for ${domain.host}, which is not served over HTTPS`, help: 'add `tls: true`, or remove it', path: [...domain.at, key], on: 'key' })
  }
}

/** The lists of the browsers take nobody below these. */
export function* preload({ domains }: RuleContext): Iterable<Finding> {
  for (const { hsts, at } of domains) {
    if (!hsts?.preload || (hsts.includeSubdomains && hsts.maxAgeMs >= YEAR_MS)) continue
    yield fault({ rule: 'hsts-preload', message: 'no browser lists a host that does not promise HTTPS for its subdomains and for a year', help: 'add `includeSubdomains: true` and a `maxAge` of at least 8760h, or remove `preload`', path: [...at, 'hsts', 'preload'] })
  }
}

function tlsPath(domain: DomainEntry) {
  return domain.tls === undefined ? hostPath(domain) : [...domain.at, 'tls']
}
