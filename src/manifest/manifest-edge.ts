/** What a domain asks of the proxy beyond its route, after its short forms were spelled out. Defaults are for `resolve`. */

export interface ManifestHsts {
  readonly maxAgeMs: number
  readonly includeSubdomains: boolean
  readonly preload: boolean
}

export interface ManifestRateLimit {
  readonly average: number
  readonly burst: number
  readonly periodMs: number
}
