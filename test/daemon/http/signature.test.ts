/** How each kind of git server proves itself. The vectors are made as the documentation of each sender says, not by the code under test. */
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasSignature, isPing, isProven, secretFault } from '../../../src/daemon/http/signature.js'
import type { WebhookType } from '../../../src/model/settings.js'

const SECRET = 'a secret of more than thirty-two characters'
const OTHER = 'b secret of more than thirty-two characters'
const BODY = Buffer.from('{"ref":"refs/heads/main"}')
const KEY = Buffer.alloc(32, 7)
const SIGNING_TOKEN = `whsec_${KEY.toString('base64')}`
const HEX = hmac(SECRET).toString('hex')

function hmac(secret: string | Buffer, text: string | Buffer = BODY): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function standardHeaders(key: Buffer, id = 'msg_1', time = '1760000000'): Record<string, string> {
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${hmac(key, `${id}.${time}.${BODY.toString()}`).toString('base64')}` }
}

const GOOD: readonly (readonly [WebhookType, string, Readonly<Record<string, string>>])[] = [
  ['github', SECRET, { 'x-hub-signature-256': `sha256=${HEX}` }],
  ['gitlab', SECRET, { 'x-gitlab-token': SECRET }],
  ['gitlab', SIGNING_TOKEN, standardHeaders(KEY)],
  ['gitea', SECRET, { 'x-gitea-signature': HEX }],
  ['bitbucket', SECRET, { 'x-hub-signature': `sha256=${HEX}` }],
  ['standard', SIGNING_TOKEN, standardHeaders(KEY)],
  ['generic', SECRET, { 'x-signature': `sha256=${HEX}` }],
]

describe('a sender', () => {
  it.each(GOOD)('of type %s is known by its proof', (type, secret, headers) => {
    expect(isProven(type, [secret], { headers, body: BODY })).toBe(true)
    expect(isProven(type, [OTHER, secret], { headers, body: BODY })).toBe(true)
    expect(hasSignature(headers)).toBe(true)
  })

  it.each(GOOD)('of type %s is not known by another secret, without headers, or by one bit less', (type, secret, headers) => {
    expect(isProven(type, [OTHER], { headers, body: BODY })).toBe(false)
    expect(isProven(type, [secret], { headers: {}, body: BODY })).toBe(false)
    for (const [name, value] of Object.entries(headers)) {
      const bent = { ...headers, [name]: value.slice(0, -3) + (value.endsWith('A=') || value.endsWith('000') ? '111' : '000') }
      expect({ name, proven: isProven(type, [secret], { headers: bent, body: BODY }) }).toEqual({ name, proven: false })
    }
  })

  it.each(GOOD.filter(([, , headers]) => !('x-gitlab-token' in headers)))('of type %s speaks for these bytes and for no others', (type, secret, headers) => {
    expect(isProven(type, [secret], { headers, body: Buffer.concat([BODY, Buffer.from(' ')]) })).toBe(false)
  })

  it('cannot choose the proof of another type', () => {
    const known = Object.fromEntries(GOOD.map(([type, secret]) => [type, secret]))
    const foreign = GOOD.flatMap(([type, , headers]) => Object.entries(known).filter(([other]) => other !== type).map(([other, secret]) => ({ other: other as WebhookType, secret, headers })))
    const passed = foreign.filter(({ other, secret, headers }) => isProven(other, [secret], { headers, body: BODY }))
    // A signing token of GitLab is a Standard Webhook, to the letter.
    expect(passed.map(({ other }) => other).sort()).toEqual(['gitlab', 'standard'])
  })

  it('of GitLab with a signing token no longer comes in by sending that token', () => {
    expect(isProven('gitlab', [SIGNING_TOKEN], { headers: { 'x-gitlab-token': SIGNING_TOKEN }, body: BODY })).toBe(false)
  })

  it('of Standard Webhooks may show several signatures while it changes its secret', () => {
    const headers = standardHeaders(KEY)
    const both = { ...headers, 'webhook-signature': `v1a,AAAA v1,${Buffer.alloc(32).toString('base64')} ${headers['webhook-signature'] ?? ''}` }
    expect(isProven('standard', [SIGNING_TOKEN], { headers: both, body: BODY })).toBe(true)
    expect(isProven('standard', [SIGNING_TOKEN], { headers: { ...both, 'webhook-id': 'msg_2' }, body: BODY })).toBe(false)
  })

  it('is never known by chance, whatever it sends', () => {
    const types: readonly WebhookType[] = ['github', 'gitlab', 'gitea', 'bitbucket', 'standard', 'generic']
    const names = GOOD.flatMap(([, , headers]) => Object.keys(headers))
    fc.assert(fc.property(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), fc.string({ maxLength: 200 })), fc.uint8Array({ maxLength: 200 }), (type, headers, body) => {
      expect(isProven(type, [SECRET, SIGNING_TOKEN], { headers, body: Buffer.from(body) })).toBe(false)
    }), { numRuns: 500 })
  })
})

describe('a secret', () => {
  it('of Standard Webhooks has its form, and every other one any form', () => {
    expect(secretFault('standard', SECRET)).toMatch(/it is not whsec_ followed by at least 24 bytes in base64/)
    expect(secretFault('standard', 'whsec_AAAA')).toBeDefined()
    expect(secretFault('standard', SIGNING_TOKEN)).toBeUndefined()
    expect(secretFault('gitlab', SECRET)).toBeUndefined()
  })
})

describe('a ping', () => {
  it.each<[WebhookType, Record<string, string>]>([['github', { 'x-github-event': 'ping' }], ['bitbucket', { 'x-event-key': 'diagnostics:ping' }]])('of %s is told apart from a push', (type, headers) => {
    expect(isPing(type, headers)).toBe(true)
    expect(isPing('generic', headers)).toBe(false)
    expect(isPing(type, { 'x-github-event': 'push', 'x-event-key': 'repo:push' })).toBe(false)
  })
})
