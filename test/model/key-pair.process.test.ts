/** Whether a certificate and a key are of use for a host, and in which form a proxy gets them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PairTexts } from '../../src/model/key-pair.js'
import { faultOfPair, pairMark, tidyPair } from '../../src/model/key-pair.js'
import { makeIssued, makePair, openssl } from '../support/own-pair.js'

let dir: string
let plain: PairTexts
let issued: ReturnType<typeof makeIssued>

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'mist-pair-'))
  plain = makePair(dir, { host: 'a.test' })
  issued = makeIssued(dir, 'a.test')
})
afterAll(() => { rmSync(dir, { recursive: true, force: true }) })

describe('a key pair', () => {
  it('is good for the names that it holds, one label below a wildcard included', () => {
    const wild = makePair(dir, { host: '*.a.test' })
    expect([['a.test', plain], ['x.a.test', wild], ['*.a.test', wild]].map(([host, pair]) => faultOfPair(pair as PairTexts, host as string))).toEqual([undefined, undefined, undefined])
    expect(faultOfPair(wild, 'x.y.a.test')).toBe('the certificate is for *.a.test')
    expect(faultOfPair(wild, 'a.test')).toBe('the certificate is for *.a.test')
    expect(faultOfPair(plain, 'b.test')).toBe('the certificate is for a.test')
  })

  it('takes RSA and Ed25519, and no key that a browser would refuse', () => {
    const fault = (...kind: readonly string[]): string | undefined => faultOfPair(makePair(dir, { host: 'a.test', kind }), 'a.test')
    expect([fault('rsa:2048'), fault('ed25519')]).toEqual([undefined, undefined])
    expect(fault('rsa:1024')).toBe('the key has fewer than 2048 bits')
    expect(fault('ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1')).toBe('the curve of the key is none of P-256, P-384 and P-521')
    expect(fault('ed448')).toBe('the key is of a kind that browsers do not take')
  })

  it('may bring along who issued it, in the order of issue alone', () => {
    expect(faultOfPair({ ...issued, cert: issued.cert + issued.ca }, 'a.test')).toBeUndefined()
    expect(faultOfPair({ ...issued, cert: issued.ca + issued.cert }, 'a.test')).toContain('does not come first')
    expect(faultOfPair({ ...issued, cert: issued.cert + plain.cert }, 'a.test')).toContain('certificate 2 did not issue the one before it')
    expect(faultOfPair({ ...issued, cert: issued.cert.repeat(11) }, 'a.test')).toContain('more than 10 certificates')
  })

  it('tells what is wrong with texts that are none, and repeats nothing of them', () => {
    openssl('pkcs8', '-topk8', '-in', join(dir, 'leaf.key'), '-passout', 'pass:canary', '-out', join(dir, 'locked.key'))
    const faults = [{ ...plain, cert: 'canary' }, { ...plain, key: 'canary' }, { ...plain, key: issued.key }, { ...plain, key: readFileSync(join(dir, 'locked.key'), 'utf8') }, { ...plain, cert: plain.cert.replace('MII', 'canary') }]
    expect(faults.map((pair) => faultOfPair(pair, 'a.test'))).toEqual([
      'the first secret holds no certificate in PEM', 'the second secret holds no private key in PEM', 'the key does not belong to the certificate',
      'the key is locked with a passphrase, which a proxy cannot give', 'the first secret holds a certificate that cannot be read',
    ])
  })

  it('is handed on without remarks and in one form of lines', () => {
    const tidy = tidyPair(plain)
    expect(tidy?.key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(tidyPair({ cert: `# mine\r\n${plain.cert.replaceAll('\n', '\r\n')}`, key: plain.key.replaceAll('\n', '\r\n') })).toEqual(tidy)
    expect(tidyPair({ cert: '', key: '' })).toBeUndefined()
  })

  it('has a mark of its own', () => {
    expect(pairMark('a', 'b')).toMatch(/^[0-9a-f]{16}$/)
    expect(new Set([pairMark('a', 'b'), pairMark('b', 'a'), pairMark('ab', '')]).size).toBe(3)
  })
})
