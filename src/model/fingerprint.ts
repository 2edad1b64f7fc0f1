/**
 * Canonical JSON → digest of a spec. The one use of node:crypto in the core.
 * The version in front lets a later Mist change what enters without mistaking old objects for drift.
 */
import { createHash } from 'node:crypto'
import type { ContainerSpec, RouteSpec } from './resource.js'

export const FINGERPRINT_VERSION = 'v1'

/** Sorted keys at every depth, undefined left out: equal values give equal text whatever their key order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** Of the content of a file. */
export function bytesDigest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What a container's fingerprint is made of: everything that takes a new container to change. */
export type FingerprintedSpec = Omit<ContainerSpec, 'id' | 'name' | 'replica' | 'fingerprint' | 'limits' | 'restart' | 'networks' | 'labels' | 'contents'> & {
  readonly instance: string
  /** Only the person's labels; identity labels follow from the rest. */
  readonly userLabels: Readonly<Record<string, string>>
}

/** `v1:<64 hex>`. */
export function containerFingerprint(spec: FingerprintedSpec): string {
  return `${FINGERPRINT_VERSION}:${digestOf(withMarks(spec))}`
}

/** Digests stand in labels and in the store, where a short secret could be guessed from one: its mark stands for it. */
export function withMarks<T extends Pick<ContainerSpec, 'env' | 'secretEnv'>>(spec: T): T {
  return spec.secretEnv ? { ...spec, env: { ...spec.env, ...spec.secretEnv } } : spec
}

/** The part that container names carry: 8 hex digits. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(fingerprint.indexOf(':') + 1).slice(0, 8)
}

/** Of a route: what the header of its file claims. */
export function routeFingerprint(route: RouteSpec): string {
  const known = routeFingerprints.get(route)
  if (known !== undefined) return known
  const { id: _id, name: _name, app: _app, ...content } = route
  const fingerprint = `${FINGERPRINT_VERSION}:${digestOf(content).slice(0, 32)}`
  routeFingerprints.set(route, fingerprint)
  return fingerprint
}

/** A desired state lives from commit to commit, and every pass compares all its routes. */
const routeFingerprints = new WeakMap<RouteSpec, string>()

/**
 * Of the fields that change in place, together with the fingerprint of the rest: tells drift from a changed spec, see
 * StorePort.lastApplied.
 */
export function inPlaceDigest(spec: Pick<ContainerSpec, 'fingerprint' | 'limits' | 'restart' | 'networks'>): string {
  const { fingerprint, limits, restart, networks } = spec
  return digestOf({ fingerprint, limits, restart, networks }).slice(0, 16)
}
