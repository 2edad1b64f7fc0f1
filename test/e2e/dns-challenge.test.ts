/** A wildcard certificate: asked of a real ACME server by DNS-01, with credentials that stay on the host, and told about when it cannot be had. */
import type { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startAcme, startHttpReq, type Acme, type HttpReq } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { bytesBelow } from './stage/files.js'
import { shownCertificate } from './stage/shown-certificate.js'

const ISSUING = { timeoutMs: 150_000 }
const CREDENTIALS = { username: 'mist', password: 'the-password-of-the-name-server' }

let stage: Stage
let acme: Acme
let httpReq: HttpReq
let securePort: number

const manifest = (...domains: readonly string[]): string =>
  `version: 1\ningress: { acme: { email: ops@example.test, dns: httpreq } }\ndefaults: { deploy: { drain: 0s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: ${JSON.stringify(domains)} }\n`

beforeAll(async () => {
  stage = await openStage({
    settings: async ({ dir, ports }) => {
      securePort = await freePort()
      acme = await startAcme({ httpPort: ports.proxy })
      httpReq = await startHttpReq({ names: acme.names, credentials: CREDENTIALS })
      const dnsEnvFile = join(dir, 'dns.env')
      writeFileSync(dnsEnvFile, Object.entries(httpReq.env).map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 })
      return {
        // The name server of the lab answers no question about who is in charge of a domain.
        proxy: { address: '127.0.0.1', httpPort: ports.proxy, httpsPort: securePort, apiPort: ports.api, acme: { server: acme.directoryUrl, caFile: acme.caFile, dnsEnvFile, dnsPropagation: 'unchecked' } },
        grants: { domains: ['example.test', 'localhost'] },
      }
    },
  })
  await stage.mistd.start()
  await stage.deploy(manifest('*.wild.example.test'))
})

afterAll(async () => {
  await stage.close()
  await httpReq.stop()
  await acme.stop()
})

/** What is shown for a name to a visitor who trusts the ACME server at hand. */
async function shown(host: string): Promise<X509Certificate> {
  return shownCertificate({ host, port: securePort, ca: await acme.issuer() })
}

describe('a wildcard host', () => {
  it('gets one certificate for all names below it, by a record that is taken away again', async () => {
    const certificate = await stage.until('it is certified', () => shown('any.wild.example.test'), ISSUING)
    expect(certificate.checkHost('another.wild.example.test')).toBe('*.wild.example.test')
    expect(httpReq.requests).toContain('/present _acme-challenge.wild.example.test.')
    await stage.until('the record is taken away', () => httpReq.requests.includes('/cleanup _acme-challenge.wild.example.test.'))
    await stage.until('plain HTTP leads to HTTPS', async () => (await stage.http('any.wild.example.test', '/x?y')).headers.location === `https://any.wild.example.test:${String(securePort)}/x?y`)
    const certificates = await stage.until('status tells that it is valid', async () => {
      const known = (await stage.status()).certificates
      return known?.some(({ state }) => state === 'valid') === true ? known : undefined
    })
    expect(certificates).toMatchObject([{ host: '*.wild.example.test', state: 'valid', origin: 'acme' }])
  })

  it('leaves the credentials in the file of the operator and in Traefik alone', async () => {
    const told = [stage.mistd.log(), bytesBelow(stage.stateDir), JSON.stringify(await stage.status()), (await stage.mistctl('diff', '-o', 'json')).stdout, (await stage.mistctl('status', '-o', 'json')).stdout]
    expect(told.map((text) => text.includes(CREDENTIALS.password))).toEqual(told.map(() => false))
  })

  it('is served over plain HTTP when the provider refuses, and its app says which host waits', async () => {
    httpReq.become('refuse')
    await stage.deploy(manifest('*.wild.example.test', '*.lost.example.test'))
    const message = await stage.until('its app says why', async () => {
      const condition = (await stage.status()).apps.find(({ app }) => app === 'web')?.conditions.find(({ type }) => type === 'WaitingForCertificate')
      return condition?.message.includes('httpreq') === true && condition.message
    }, ISSUING)
    expect(message).toContain('*.lost.example.test')
    expect((await stage.http('any.lost.example.test', '/version')).body.trim()).toBe('1')
    expect((await shown('any.wild.example.test')).checkHost('any.wild.example.test')).toBe('*.wild.example.test')
  })
})
