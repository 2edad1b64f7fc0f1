/**
 * What the edge stands on: the real Traefik gets and renews certificates from a real ACME server, by HTTP-01 and by DNS-01, as a program
 * and as a container, and says why when it cannot. Mist itself takes no part.
 */
import type { X509Certificate } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCompanion, type Companion } from '../lab/companion.js'
import { docker, dockerTries, freePort, labEnv, startAcme, startHttpReq, sweep, tempDir, uniqueInstance, type Acme, type HttpReq, type TempDir } from '../lab/fixtures.js'
import { askHttp } from '../e2e/stage/http.js'
import { shownCertificate } from '../e2e/stage/shown-certificate.js'
import { until } from '../support/until.js'

/** Renewed by Traefik at its next look, since it ends within 20 minutes; acme.ts tells why. */
const VALIDITY_SECONDS = 600
/** Above two of Traefik's looks, which are a minute apart. */
const TIMING = { timeoutMs: 150_000, everyMs: 200 }
/** A test that waits for as long, and for what comes before it. */
const TEST_TIMEOUT_MS = 300_000

const instance = uniqueInstance()
let dir: TempDir
let ports: { readonly web: number; readonly secure: number }
let acme: Acme
let httpReq: HttpReq
let traefik: Companion

beforeAll(async () => {
  dir = tempDir()
  ports = { web: await freePort(), secure: await freePort() }
  acme = await startAcme({ httpPort: ports.web, tlsPort: ports.secure, validitySeconds: VALIDITY_SECONDS })
  httpReq = await startHttpReq({ names: acme.names })
  mkdirSync(join(dir.path, 'dynamic'))
  route('first.example.test', 'http')
  traefik = startTraefik()
})

afterAll(async () => {
  await traefik.stop()
  await httpReq.stop()
  await acme.stop()
  await sweep(instance)
  dir.remove()
})

function route(host: string, resolver: string, domain = host): void {
  const name = host.replaceAll('.', '-')
  writeFileSync(join(dir.path, 'dynamic', `${name}.yml`), JSON.stringify({
    http: {
      routers: {
        [name]: { rule: `Host(\`${host}\`)`, service: 'noop@internal', entryPoints: ['secure'], tls: { certResolver: resolver, domains: [{ main: domain }] } },
        [`${name}-plain`]: { rule: `Host(\`${host}\`)`, service: name, entryPoints: ['web'] },
      },
      services: { [name]: { loadBalancer: { servers: [{ url: 'http://127.0.0.1:9' }] } } },
    },
  }))
}

function resolverArgs(folder: string, caFile: string): readonly string[] {
  const resolver = (name: string, ...rest: readonly string[]): readonly string[] => [
    `caServer=${acme.directoryUrl}`, `caCertificates=${caFile}`, 'email=lab@example.test', `storage=${folder}/${name}.json`, 'keyType=EC256', 'certificatesDuration=1', ...rest,
  ].map((option) => `--certificatesResolvers.${name}.acme.${option}`)
  return [
    ...resolver('http', 'httpChallenge.entryPoint=web'),
    ...resolver('dns', 'dnsChallenge.provider=httpreq', `dnsChallenge.resolvers=${acme.names.address}`, 'dnsChallenge.propagation.disableChecks=true'),
    '--providers.providersThrottleDuration=100ms', '--global.checkNewVersion=false', '--global.sendAnonymousUsage=false', '--log.level=DEBUG',
  ]
}

function startTraefik(): Companion {
  return startCompanion(labEnv().traefik.binary, [
    `--entryPoints.web.address=127.0.0.1:${String(ports.web)}`, `--entryPoints.secure.address=127.0.0.1:${String(ports.secure)}`,
    `--providers.file.directory=${join(dir.path, 'dynamic')}`, ...resolverArgs(dir.path, acme.caFile),
  ], { env: httpReq.env })
}

/** What Traefik shows for a name, if the ACME server at hand has issued it. */
async function issuedFor(host: string, port = ports.secure): Promise<X509Certificate> {
  return shownCertificate({ host, port, ca: await acme.issuer() })
}

/** What Traefik wrote, without a line for every look at its certificates. */
function said(): string {
  return traefik.output().split('\n').filter((line) => !line.includes('TLS handshake error')).join('\n').slice(-6_000)
}

/** `until` that tells what both servers said when it was in vain. */
const explained: typeof until = (description, probe, timing = TIMING) => until(description, probe, timing).catch((error: unknown) => {
  throw new Error(`${String(error)}\n── Traefik ──\n${said()}\n── ACME server ──\n${acme.log().slice(-3_000)}`, { cause: error })
})

function certified(host: string, port = ports.secure): Promise<X509Certificate> {
  return explained(`${host} is certified`, () => issuedFor(host, port))
}

describe('Traefik with an ACME server', { timeout: TEST_TIMEOUT_MS }, () => {
  it('gets a certificate by HTTP-01', async () => {
    const certificate = await certified('first.example.test')
    expect(certificate.checkHost('first.example.test')).toBe('first.example.test')
    expect(certificate.checkHost('other.example.test')).toBeUndefined()
  })

  // Its first look comes before its own answers to HTTP-01 are routed when the machine is busy; that one fails then, and the next renews.
  it('renews what ends soon, at its start or at its next look', async () => {
    const before = await certified('first.example.test')
    await traefik.stop()
    traefik = startTraefik()
    const after = await explained('it shows another certificate', async () => {
      const shown = await issuedFor('first.example.test')
      return shown.serialNumber !== before.serialNumber && shown
    })
    expect(after.checkHost('first.example.test')).toBe('first.example.test')
    expect(traefik.output()).toMatch(/Renewing ACME certificate.*first\.example\.test/)
  })

  it('gets a wildcard by DNS-01 through httpreq', async () => {
    route('any.wild.example.test', 'dns', '*.wild.example.test')
    const certificate = await certified('any.wild.example.test')
    expect(certificate.checkHost('another.wild.example.test')).toBe('*.wild.example.test')
    expect(httpReq.requests).toContain('/present _acme-challenge.wild.example.test.')
    await until('the record is taken away', () => httpReq.requests.includes('/cleanup _acme-challenge.wild.example.test.'))
  })

  it('says which name could not be validated and why, and goes on with plain HTTP', async () => {
    await acme.names.lead('lost.example.test', '127.0.0.2')
    route('lost.example.test', 'http')
    await explained('Traefik tells of it', () => /Unable to obtain ACME certificate.*lost\.example\.test/.test(traefik.output()))
    expect(traefik.output()).toMatch(/lost\.example\.test.*urn:ietf:params:acme:error:connection/)
    await expect(issuedFor('lost.example.test')).rejects.toThrow()
    expect((await askHttp(ports.web, '/', { headers: { host: 'lost.example.test' } })).status).toBe(502)
  })

  it('says that the record was wrong when DNS-01 fails', async () => {
    httpReq.become('lie')
    route('any.false.example.test', 'dns', '*.false.example.test')
    await explained('Traefik tells of it', () => /false\.example\.test.*urn:ietf:params:acme:error:unauthorized/.test(traefik.output()))
    httpReq.become('serve')
  })
})

describe('Traefik in a container', { timeout: TEST_TIMEOUT_MS }, () => {
  it('reaches the ACME server and httpreq from a network of its own', async () => {
    const network = `${instance}-edge`
    await docker('network', 'create', '--label', `mist.instance=${instance}`, network)
    route('boxed.wild2.example.test', 'dns', '*.wild2.example.test')
    writeFileSync(join(dir.path, 'ca.pem'), acme.caPem)
    const id = await docker('run', '--detach', '--label', `mist.instance=${instance}`, '--network', network, '--publish', '127.0.0.1::443',
      '--volume', `${dir.path}:/lab`, ...Object.entries(httpReq.env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      labEnv().traefik.image, '--entryPoints.web.address=:80', '--entryPoints.secure.address=:443', '--providers.file.directory=/lab/dynamic',
      ...resolverArgs('/tmp', '/lab/ca.pem'))
    const port = Number((await docker('port', id, '443/tcp')).split(':').at(-1))
    const certificate = await certified('boxed.wild2.example.test', port).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n── container ──\n${(await dockerTries(['logs', id])).stdout.slice(-6_000)}`, { cause: error })
    })
    expect(certificate.checkHost('x.wild2.example.test')).toBe('*.wild2.example.test')
  })
})
