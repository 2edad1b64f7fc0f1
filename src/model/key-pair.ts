/**
 * A certificate and its key as a person hands them over: whether they are of use for a host, and the one form in which a proxy gets
 * them. A function of the two texts; whether the certificate has ended by now is asked elsewhere, since that takes a clock.
 */
import type { KeyObject } from 'node:crypto'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { covers } from './certificate.js'
import { digestOf } from './fingerprint.js'
import type { AppKey } from './resource.js'
import type { Result } from './result.js'
import { err, ok } from './result.js'

export interface PairTexts {
  /** In PEM: the one of the host first, then those of who issued it. */
  readonly cert: string
  readonly key: string
}

/** On its way from the secrets to the proxy, in memory alone. */
export interface HeldPair extends PairTexts {
  readonly app: AppKey
  readonly host: string
  readonly mark: string
}

/** Stands for a pair in specs and route files. Made of the marks of its secrets, so that it tells nothing of the key. */
export function pairMark(cert: string, key: string): string {
  return digestOf([cert, key]).slice(0, 16)
}

/** Why a proxy cannot show this pair for a host, in words that repeat nothing of it; undefined when it can. */
export function faultOfPair(texts: PairTexts, host: string): string | undefined {
  const pair = readPair(texts)
  if (!pair.ok) return pair.error
  const names = namesOf(pair.value.leaf)
  if (names.some((name) => covers(name, host))) return undefined
  return names.length === 0 ? 'the certificate holds no name of a host' : `the certificate is for ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ' and others' : ''}`
}

/** The texts as a proxy gets them: without remarks, and each part written in one way. */
export function tidyPair(texts: PairTexts): PairTexts | undefined {
  const pair = readPair(texts)
  return pair.ok ? { cert: pair.value.chain.map(String).join(''), key: pair.value.key.export({ type: 'pkcs8', format: 'pem' }).toString() } : undefined
}

interface Pair {
  readonly leaf: X509Certificate
  readonly chain: readonly X509Certificate[]
  readonly key: KeyObject
}

const SHOWN_NAMES = 5
const MAX_CHAIN = 10

function readPair({ cert, key: keyText }: PairTexts): Result<Pair, string> {
  const chain = (cert.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map(certificateOf)
  if (chain.length === 0) return err('the first secret holds no certificate in PEM')
  if (chain.length > MAX_CHAIN) return err(`the first secret holds more than ${String(MAX_CHAIN)} certificates`)
  const [leaf] = chain
  if (leaf === undefined || !chain.every((one) => one !== undefined)) return err('the first secret holds a certificate that cannot be read')
  const key = keyOf(keyText)
  if (!key.ok) return key
  const fault = keyFault(key.value) ?? fitFault(chain, key.value) ?? orderFault(chain)
  return fault === undefined ? ok({ leaf, chain, key: key.value }) : err(fault)
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function keyOf(text: string): Result<KeyObject, string> {
  if (/ENCRYPTED/.test(text)) return err('the key is locked with a passphrase, which a proxy cannot give')
  try {
    return ok(createPrivateKey(text))
  } catch {
    return err('the second secret holds no private key in PEM')
  }
}

const CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const MIN_RSA_BITS = 2_048

/** What browsers and Traefik take: it would leave out any other without a word. */
function keyFault({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  if (asymmetricKeyType === 'ed25519') return undefined
  if (asymmetricKeyType === 'ec') return CURVES.has(asymmetricKeyDetails?.namedCurve ?? '') ? undefined : 'the curve of the key is none of P-256, P-384 and P-521'
  if (asymmetricKeyType !== 'rsa') return 'the key is of a kind that browsers do not take'
  return (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS ? undefined : `the key has fewer than ${String(MIN_RSA_BITS)} bits`
}

function fitFault([leaf, ...others]: readonly X509Certificate[], key: KeyObject): string | undefined {
  if (leaf?.checkPrivateKey(key)) return undefined
  if (others.some((one) => one.checkPrivateKey(key))) return 'the certificate of the key does not come first: write it before those of who issued it'
  return 'the key does not belong to the certificate'
}

function orderFault(chain: readonly X509Certificate[]): string | undefined {
  const at = chain.findIndex((one, index) => {
    const issuer = chain[index + 1]
    return issuer !== undefined && !(one.checkIssued(issuer) && one.verify(issuer.publicKey))
  })
  return at < 0 ? undefined : `certificate ${String(at + 2)} did not issue the one before it: write each before the one that issued it`
}

function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return subjectAltName.split(', ').flatMap((name) => (/^DNS:[A-Za-z0-9*._-]+$/.test(name) ? [name.slice(4).toLowerCase()] : []))
}
