/**
 * How each kind of git server proves that a request is its own. The kind is fixed in the host settings, so no sender can choose a
 * weaker proof; all of them are checked over the raw bytes, before anything is parsed, in a time that tells nothing about the secret.
 * Time stamps are not judged: a replay only rings a bell, and a clock that is off would silence a good sender.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { WebhookType } from '../../model/settings.js'

/** A request as it came, its body in raw bytes. */
export interface Sent {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Proof {
  /** Without one of these headers a request cannot be proven, and its body is not even read. */
  readonly headers: readonly string[]
  proves(sent: Sent, secret: string): boolean
  /** A request that only tries the line. It means that the line works, not that something changed. */
  readonly ping?: { readonly header: string; readonly value: string }
}

const STANDARD_PREFIX = 'whsec_'
const STANDARD: Proof = { headers: ['webhook-signature'], proves: provesStandard }

const PROOFS: Readonly<Record<WebhookType, Proof>> = {
  github: { ...hexProof('x-hub-signature-256', 'sha256='), ping: { header: 'x-github-event', value: 'ping' } },
  // A signing token is recognised by its form; with it GitLab signs as Standard Webhooks do.
  gitlab: { headers: ['x-gitlab-token', ...STANDARD.headers], proves: (sent, secret) => (secret.startsWith(STANDARD_PREFIX) ? provesStandard(sent, secret) : provesToken(sent, secret)) },
  // Forgejo sends this header too, next to one of its own name.
  gitea: hexProof('x-gitea-signature', ''),
  bitbucket: { ...hexProof('x-hub-signature', 'sha256='), ping: { header: 'x-event-key', value: 'diagnostics:ping' } },
  standard: STANDARD,
  generic: hexProof('x-signature', 'sha256='),
}

const HEADERS = [...new Set(Object.values(PROOFS).flatMap(({ headers }) => headers))]

export function hasSignature(headers: IncomingHttpHeaders): boolean {
  return HEADERS.some((name) => headers[name] !== undefined)
}

/** All secrets are tried, so that the time does not tell which one matched. */
export function isProven(type: WebhookType, secrets: readonly string[], sent: Sent): boolean {
  return secrets.map((secret) => PROOFS[type].proves(sent, secret)).includes(true)
}

export function isPing(type: WebhookType, headers: IncomingHttpHeaders): boolean {
  const { ping } = PROOFS[type]
  return ping !== undefined && headers[ping.header] === ping.value
}

/** Why a secret cannot serve for this kind; undefined when it can. */
export function secretFault(type: WebhookType, secret: string): string | undefined {
  if (type !== 'standard' || standardKey(secret).length >= 24) return undefined
  return `it is not ${STANDARD_PREFIX} followed by at least 24 bytes in base64`
}

/** HMAC-SHA-256 of the body, as hex behind a prefix. */
function hexProof(header: string, prefix: string): Proof {
  const form = new RegExp(`^${prefix}([0-9a-f]{64})$`, 'i')
  const proves = ({ headers, body }: Sent, secret: string): boolean => {
    const [, hex = ''] = form.exec(textOf(headers[header])) ?? []
    return isSame(createHmac('sha256', secret).update(body).digest(), Buffer.from(hex, 'hex'))
  }
  return { headers: [header], proves }
}

/** The secret itself. Only as good as the line that it comes over. */
function provesToken({ headers }: Sent, secret: string): boolean {
  return isSame(Buffer.from(secret), Buffer.from(textOf(headers['x-gitlab-token'])))
}

/** Several signatures stand side by side while the sender changes its secret. */
function provesStandard({ headers, body }: Sent, secret: string): boolean {
  const [id, time] = [textOf(headers['webhook-id']), textOf(headers['webhook-timestamp'])]
  const key = standardKey(secret)
  const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest()
  const offered = textOf(headers['webhook-signature']).split(' ').slice(0, 8).filter((one) => one.startsWith('v1,'))
  const matches = offered.map((one) => isSame(expected, Buffer.from(one.slice(3), 'base64')))
  return key.length > 0 && id !== '' && time !== '' && matches.includes(true)
}

function standardKey(secret: string): Buffer {
  return secret.startsWith(STANDARD_PREFIX) ? Buffer.from(secret.slice(STANDARD_PREFIX.length), 'base64') : Buffer.alloc(0)
}

/** Digests of equal length are compared, since a comparison of other lengths would tell the length. */
function isSame(expected: Buffer, offered: Buffer): boolean {
  const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()
  return timingSafeEqual(digest(expected), digest(offered)) && offered.length === expected.length
}

function textOf(header: IncomingHttpHeaders[string]): string {
  return typeof header === 'string' ? header : ''
}
