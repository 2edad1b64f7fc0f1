/**
 * Whoever may write into a storage can put anything there. What this instance puts there that it will believe later is signed: over its
 * whole content and the place where it lies, so that it cannot be changed, and cannot be moved to where it would mean something else.
 */
import { canonicalJson } from '../../model/fingerprint.js'
import type { InstanceKey } from '../../model/instance-key.js'
import { isSameMac, macOf } from '../../model/instance-key.js'

export interface Signing {
  readonly key: InstanceKey
  readonly purpose: 'backup manifest' | 'drill record'
  /** The name of the object, relative to its storage: so a whole storage may be copied elsewhere. */
  readonly at: string
}

export function signed<T extends object>(value: T, signing: Signing): T & { readonly mac: string } {
  return { ...value, mac: macFor(value, signing) }
}

export function isSigned({ mac, ...value }: { readonly mac?: unknown }, signing: Signing): boolean {
  return typeof mac === 'string' && isSameMac(mac, macFor(value, signing))
}

function macFor(value: object, { key, purpose, at }: Signing): string {
  return macOf(key, purpose, canonicalJson({ at, value }))
}
