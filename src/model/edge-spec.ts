/** What the edge of a rule is, whatever app stands behind it. Whatever is absent is off. */

/** What the proxy does with a request before the app sees it, and with the answer after that. */
export interface EdgeSpec {
  /** The path prefix of the rule is taken away: the app sees the rest. */
  readonly stripPrefix?: true
  /** Lines of htpasswd, bcrypt alone, sorted. */
  readonly basicAuth?: readonly string[]
  /** Addresses and CIDR blocks that may come in; everybody else gets 403. */
  readonly allow?: readonly string[]
  /** Set on every answer. An empty value takes the header away. */
  readonly headers?: Readonly<Record<string, string>>
  /** Per visiting address: `average` requests in `periodMs`, and up to `burst` at once. */
  readonly rateLimit?: { readonly average: number; readonly burst: number; readonly periodMs: number }
  readonly maxBodyBytes?: number
  readonly compress?: true
  readonly hsts?: { readonly maxAgeSeconds: number; readonly includeSubdomains: boolean; readonly preload: boolean }
  /** Everybody is told to come back later; the app keeps running. */
  readonly maintenance?: true
}

/** Where HTTPS is served: known to the host alone, so it stands beside the rules. */
export interface SecureSpec {
  readonly entryPoint: string
  /** The port that visitors know, for redirects from plain HTTP. */
  readonly port: number
  /** The name of the proxy's own account for certificates by ACME. */
  readonly resolver?: string
}
