/** HTTPS as a visitor meets it: a certificate that a real ACME server issued, plain HTTP until it is there, and certificates of the operator. */
import { X509Certificate } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, freePort, startAcme, type Acme } from '../lab/fixtures.js'
import { changesSince, nowSeconds, openStage, type Stage } from './stage.js'
import { shownCertificate } from './stage/shown-certificate.js'

/** Renewed by Traefik at its next start, since it ends within 20 minutes. */
const VALIDITY_SECONDS = 600
/** Traefik looks once a minute: a renewal that just missed one look waits for the next. */
const ISSUING = { timeoutMs: 150_000 }

let stage: Stage
let acme: Acme
let securePort: number
let own: { readonly certFile: string; readonly keyFile: string }

function manifest(domains: string, more = ''): string {
  return `version: 1\ningress: { acme: { email: ops@example.test } }\ndefaults: { deploy: { drain: 0s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [${domains}]${more} }\n`
}

beforeAll(async () => {
  stage = await openStage({
    settings: async ({ dir, ports }) => {
      securePort = await freePort()
      acme = await startAcme({ httpPort: ports.proxy, validitySeconds: VALIDITY_SECONDS })
      own = makeCertificate(dir, 'own.example.test')
      return {
        proxy: { address: '127.0.0.1', httpPort: ports.proxy, httpsPort: securePort, apiPort: ports.api, acme: { server: acme.directoryUrl, caFile: acme.caFile, lifetime: '1h' }, certificates: [own] },
        grants: { domains: ['example.test', 'localhost'] },
      }
    },
  })
  await stage.commit(manifest('plain.localhost'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(async () => {
  await stage.close()
  await acme.stop()
})

function makeCertificate(dir: string, host: string): { readonly certFile: string; readonly keyFile: string } {
  const [certFile, keyFile] = [join(dir, 'own.crt'), join(dir, 'own.key')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  return { certFile, keyFile }
}

/** What is shown for a name to a visitor who trusts these alone. */
function shown(host: string, ca: string): Promise<X509Certificate> {
  return shownCertificate({ host, port: securePort, ca })
}

const issued = async (host: string): Promise<X509Certificate> => stage.until(`${host} is certified`, async () => shown(host, await acme.issuer()), ISSUING)
const isLed = (host: string): Promise<unknown> => stage.until(`${host} is led to HTTPS`, async () => (await stage.http(host, '/x?y')).headers.location === `https://${host}:${String(securePort)}/x?y`)
const traefik = async (): Promise<string> => (await stage.container('mist/traefik')).id

describe('a host with TLS', () => {
  it('costs a replacement of Traefik once, which the plan says', async () => {
    await stage.mistctl('suspend', '--reason', 'to look')
    await stage.commit(manifest('plain.localhost, shop.example.test'))
    const before = await traefik()
    const plan = await stage.mistctl('diff')
    expect(plan.stdout).toMatch(/mist\/traefik[\s\S]*downtime/)
    await stage.mistctl('resume')
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), ISSUING)
    expect(await traefik()).not.toBe(before)
  })

  it('is served with a certificate that was really issued, and plain HTTP leads there', async () => {
    const certificate = await issued('shop.example.test')
    expect(certificate.checkHost('shop.example.test')).toBe('shop.example.test')
    await isLed('shop.example.test')
    expect((await stage.http('plain.localhost', '/version')).body.trim()).toBe('1')
    expect(statSync(join(stage.stateDir, 'traefik', 'acme', 'acme.json')).mode & 0o777).toBe(0o600)
  })

  it('needs no container for another one', async () => {
    const since = nowSeconds()
    await stage.deploy(manifest('plain.localhost, shop.example.test, more.example.test'))
    await issued('more.example.test')
    await isLed('more.example.test')
    expect(await changesSince(since, stage.instance)).toEqual([])
  })

  it('shows a renewed certificate after Traefik was started again', async () => {
    const before = await issued('shop.example.test')
    await docker('restart', await traefik())
    await stage.until('another certificate is shown', async () => (await shown('shop.example.test', await acme.issuer())).serialNumber !== before.serialNumber, ISSUING)
  })
})

describe('a host that cannot be proven', () => {
  it('keeps plain HTTP, and its app says what is missing', async () => {
    await acme.names.lead('lost.example.test', '127.0.0.2')
    await stage.deploy(manifest('plain.localhost, shop.example.test, lost.example.test'))
    await stage.until('the ACME server has refused it', () => acme.log().includes('lost.example.test'), ISSUING)
    expect((await stage.http('lost.example.test', '/version')).body.trim()).toBe('1')
    await expect(shown('lost.example.test', await acme.issuer())).rejects.toThrow()
    const waiting = await stage.until('its app says why', async () => {
      const report = await stage.status()
      const condition = report.apps.find(({ app }) => app === 'web')?.conditions.find(({ type }) => type === 'WaitingForCertificate')
      return condition?.message.includes('urn:ietf:params:acme:error') === true ? { condition, certificates: report.certificates } : undefined
    }, ISSUING)
    expect(waiting.condition).toMatchObject({ reason: 'CertificateMissing' })
    expect(waiting.certificates).toMatchObject([{ host: 'lost.example.test', state: 'missing' }, { host: 'shop.example.test', state: 'valid', origin: 'acme' }])
    expect((await stage.mistctl('status')).stdout).toContain('lost.example.test waits for its certificate and is served over plain HTTP meanwhile')
    const metrics = (await stage.api('/metrics')).body
    expect(metrics).toMatch(/mist_certificate_expiry_seconds\{domain="shop\.example\.test"\} \d+/)
    expect(metrics).toMatch(/mist_certificates_missing 1/)
  })
})

describe('a certificate of the operator', () => {
  it('is shown for the names that it holds, and asked of nobody', async () => {
    await stage.deploy(manifest('plain.localhost, own.example.test'))
    await stage.until('it is shown', async () => (await shown('own.example.test', readFileSync(own.certFile, 'utf8'))).checkHost('own.example.test') !== undefined, ISSUING)
    await isLed('own.example.test')
    expect(acme.log()).not.toContain('own.example.test')
  })

  it('is taken over when its files change', async () => {
    const before = new X509Certificate(readFileSync(own.certFile)).serialNumber
    makeCertificate(stage.dir, 'own.example.test')
    const after = new X509Certificate(readFileSync(own.certFile)).serialNumber
    expect(after).not.toBe(before)
    await stage.until('the new one is shown', async () => (await shown('own.example.test', readFileSync(own.certFile, 'utf8'))).serialNumber === after, ISSUING)
  })

  it('keeps its last good copy when the files no longer belong together', async () => {
    const good = readFileSync(own.certFile, 'utf8')
    writeFileSync(own.keyFile, 'nothing')
    await stage.deploy(manifest('plain.localhost, own.example.test, other.localhost'))
    expect((await shown('own.example.test', good)).checkHost('own.example.test')).toBe('own.example.test')
  })
})
