/** Certificates that the proxy shows to visitors, as far as Mist can see them. Never a key, never the certificate itself. */

export interface ObservedCertificate {
  /** Names that it is for; `*.example.com` among them covers one label below. */
  readonly hosts: readonly string[]
  /** ISO 8601. */
  readonly notBefore: string
  readonly notAfter: string
  /** Got by the proxy itself, or handed to it by the host's settings. */
  readonly origin: 'acme' | 'given'
}

/** The one that lasts longest of those that cover a host, be it a wildcard itself. */
export function certificateFor(host: string, certificates: readonly ObservedCertificate[]): ObservedCertificate | undefined {
  const fitting = certificates.filter(({ hosts }) => hosts.some((name) => covers(name, host)))
  return fitting.toSorted((a, b) => (a.notAfter < b.notAfter ? 1 : -1))[0]
}

/** Whether a name of a certificate is good for a host, be it a wildcard itself. */
export function covers(name: string, host: string): boolean {
  if (name === host) return true
  const label = name.startsWith('*.') && host.endsWith(name.slice(1)) ? host.slice(0, host.length - name.length + 1) : ''
  return label !== '' && label !== '*' && !label.includes('.')
}
