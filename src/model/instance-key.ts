/**
 * What follows from the key of an instance: passwords that need not be stored, and marks that stand for secret values wherever a
 * digest is made. Two runs on one host agree; nobody without the key can compute or guess any of it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** 32 bytes as 64 hex digits. It never leaves the process and never enters a value that is shown or kept. */
export interface InstanceKey {
  readonly hex: string
}

const PASSWORD_BYTES = 24

/** 32 characters of base64url: the same for the same purpose as long as the key lives. Safe inside a URL. */
export function derivePassword(key: InstanceKey, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', bytesOf(key), 'mist', `password ${purpose}`, PASSWORD_BYTES)).toString('base64url')
}

const MARK_LENGTH = 32

/** Stands for a secret text in digests: equal texts, equal marks, and a short text cannot be guessed from its mark. */
export function markOf(key: InstanceKey, text: string): string {
  return createHmac('sha256', bytesOf(key)).update(`mark ${text}`).digest('hex').slice(0, MARK_LENGTH)
}

const MAC_KEY_BYTES = 32

/** 64 hex digits that nobody without the key can make. Each purpose has a key of its own, so what was made for one is worth nothing for another. */
export function macOf(key: InstanceKey, purpose: string, text: string): string {
  const own = hkdfSync('sha256', bytesOf(key), 'mist', `mac ${purpose}`, MAC_KEY_BYTES)
  return createHmac('sha256', Buffer.from(own)).update(text).digest('hex')
}

export function isSameMac(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const KEY_ID_LENGTH = 8

/** Names the key without telling anything of it: borne by what can only be used with the passwords of that key. */
export function keyId(key: InstanceKey): string {
  return createHmac('sha256', bytesOf(key)).update('id').digest('hex').slice(0, KEY_ID_LENGTH)
}

function bytesOf({ hex }: InstanceKey): Buffer {
  return Buffer.from(hex, 'hex')
}
