/** What a status says of certificates, and when it begins to warn. */
import { describe, expect, it } from 'vitest'
import { announceCertificates, certificateConditions, certificateStatuses } from '../../../src/engine/report/certificates.js'
import { certificateTroubles } from '../../../src/engine/report/certificate-troubles.js'
import type { ObservedCertificate } from '../../../src/model/certificate.js'
import type { DesiredApp, ObservedState } from '../../../src/model/state.js'
import type { RuntimeReader } from '../../../src/ports.js'

const NOW = '2026-06-01T00:00:00.000Z'
const DAY_MS = 24 * 60 * 60 * 1_000

describe('the certificates of a host', () => {
  it.each([
    ['valid', 60, 15], ['expiring', 76, 13], ['expired', 90, -1],
    // Of a week a part: fourteen days would be all of it.
    ['valid', 4, 3], ['expiring', 6, 1],
  ])('are %s %d days after they began and %d days before they end', (state, age, left) => {
    expect(statuses([certificate(age, left)])).toMatchObject([{ host: 'a.example.test', app: 'shop/web', state, origin: 'acme' }])
  })

  it('are missing when none covers the host, with the reason that the proxy gave', () => {
    expect(certificateStatuses([APP], observed([], { 'a.example.test': 'error: 403' }), NOW)).toEqual([{ host: 'a.example.test', app: 'shop/web', state: 'missing', message: 'error: 403' }])
  })

  it('are not spoken of where nobody can see them, nor for hosts without TLS', () => {
    expect(certificateStatuses([APP], { ...observed([]), certificates: undefined } as unknown as ObservedState, NOW)).toBeUndefined()
    expect(certificateStatuses([{ ...APP, route: { rules: [{ host: 'a.example.test' }] } } as unknown as DesiredApp], observed([]), NOW)).toEqual([])
  })

  it('make a condition of the app while one is missing or about to end', () => {
    expect(conditions([])).toMatchObject([{ type: 'WaitingForCertificate', status: 'True', reason: 'CertificateMissing', message: 'a.example.test waits for its certificate and is served over plain HTTP meanwhile' }])
    expect(conditions([certificate(80, 10)])).toMatchObject([{ reason: 'CertificateExpiring', message: 'the certificate of a.example.test ends at 2026-06-11T00:00:00.000Z and was not renewed' }])
    expect(conditions([certificate(10, 80)])).toEqual([])
  })
})

describe('a certificate whose renewal is overdue', () => {
  it('is told of once, and again when it is another one', () => {
    const said: unknown[] = []
    const tell = (left: number, warned: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => announceCertificates({ desired: { apps: [APP] }, observed: observed([certificate(80, left)]), memory: { digests: {}, holds: {}, warned } } as unknown as Parameters<typeof announceCertificates>[0], { emit: (event) => { said.push(event) }, nowIso: NOW })
    expect(tell(80)).toEqual({})
    const warned = tell(10)
    expect(tell(10, warned)).toEqual(warned)
    tell(9, warned)
    expect(said).toEqual(['2026-06-11T00:00:00.000Z', '2026-06-10T00:00:00.000Z'].map((notAfter) => ({ type: 'certificate-expiring', app: 'shop/web', host: 'a.example.test', notAfter })))
  })
})

describe('the reason for a missing certificate', () => {
  const LINE = '2026-06-01T00:00:00Z ERR Unable to obtain ACME certificate for domains error="unable to generate a certificate for the domains [a.example.test]: error: one or more domains had a problem:\\n[a.example.test] acme: error: 400 :: urn:ietf:params:acme:error:connection :: no route" ACME CA=https://ca acmeCA=https://ca domains=["a.example.test"] providerName=mist.acme'

  it('is the newest one that the proxy wrote about this host', async () => {
    expect(await troubles([LINE.replace('no route', 'earlier'), LINE, 'something else'], observed([]))).toEqual({ 'a.example.test': 'error: 400 :: urn:ietf:params:acme:error:connection :: no route' })
  })

  it('is asked for only while one is missing', async () => {
    expect(await troubles([LINE], observed([certificate(1, 80)]))).toEqual({})
  })

  it('is left out when the output cannot be read', async () => {
    expect(await troubles(new Error('gone'), observed([]))).toEqual({})
  })
})

const APP = { key: 'shop/web', route: { rules: [{ kind: 'serve', host: 'a.example.test', pathPrefix: '/', tls: 'acme' }] } } as unknown as DesiredApp

function certificate(ageDays: number, leftDays: number): ObservedCertificate {
  const at = (days: number): string => new Date(Date.parse(NOW) + days * DAY_MS).toISOString()
  return { hosts: ['a.example.test'], notBefore: at(-ageDays), notAfter: at(leftDays), origin: 'acme' }
}

function observed(certificates: readonly ObservedCertificate[], certificateTroublesSeen: Readonly<Record<string, string>> = {}): ObservedState {
  return { certificates, certificateTroubles: certificateTroublesSeen, containers: [{ app: 'mist/traefik', state: 'running', name: 'mist-traefik-1' }] } as unknown as ObservedState
}

function statuses(certificates: readonly ObservedCertificate[]): ReturnType<typeof certificateStatuses> {
  return certificateStatuses([APP], observed(certificates), NOW)
}

function conditions(certificates: readonly ObservedCertificate[]): ReturnType<typeof certificateConditions> {
  return certificateConditions({ look: { observed: observed(certificates) }, nowIso: NOW } as unknown as Parameters<typeof certificateConditions>[0], { desired: APP })
}

function troubles(output: readonly string[] | Error, seen: ObservedState): Promise<Readonly<Record<string, string>>> {
  const logs = async function* logs(): AsyncGenerator<{ readonly text: string }> {
    await Promise.resolve()
    if (output instanceof Error) throw output
    for (const text of output) yield { text }
  }
  return certificateTroubles({ logs } as unknown as RuntimeReader, { desired: { apps: [APP] } as unknown as Parameters<typeof certificateTroubles>[1]['desired'], observed: seen }, new AbortController().signal)
}
