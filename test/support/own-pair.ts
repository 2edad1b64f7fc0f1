/** Key pairs for tests, made by openssl in a folder of the test. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PairTexts } from '../../src/model/key-pair.js'

export interface PairWish {
  readonly host: string
  readonly days?: number
  /** As openssl names it after `-newkey`, with its options. */
  readonly kind?: readonly string[]
}

export const P256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] as const

export function makePair(dir: string, { host, days = 30, kind = P256 }: PairWish): PairTexts {
  const [cert, key] = [join(dir, 'made.crt'), join(dir, 'made.key')]
  openssl('req', '-x509', '-newkey', ...kind, '-nodes', '-days', String(days), '-subj', `/CN=${host.slice(0, 60)}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', cert)
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}

/** A pair that an authority issued, and the certificate of that. */
export function makeIssued(dir: string, host: string): PairTexts & { readonly ca: string } {
  const [request, extensions, out, key] = ['leaf.csr', 'leaf.ext', 'leaf.crt', 'leaf.key'].map((name) => join(dir, name)) as [string, string, string, string]
  const ca = makePair(dir, { host: 'ca.test' })
  openssl('req', '-newkey', ...P256, '-nodes', '-subj', `/CN=${host}`, '-keyout', key, '-out', request)
  writeFileSync(extensions, `subjectAltName=DNS:${host}\n`)
  openssl('x509', '-req', '-in', request, '-CA', join(dir, 'made.crt'), '-CAkey', join(dir, 'made.key'), '-CAcreateserial', '-days', '30', '-extfile', extensions, '-out', out)
  return { cert: readFileSync(out, 'utf8'), key: readFileSync(key, 'utf8'), ca: ca.cert }
}

export function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'ignore' })
}
