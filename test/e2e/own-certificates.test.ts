/** Certificates that an app brings along as secrets: shown to visitors, renewed by a commit or by a file of the host, and never a wrong one. */
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecretFiles } from '../../src/adapters/secrets/secret-files.js'
import { freePort } from '../lab/fixtures.js'
import { filesBelow } from '../support/paths-below.js'
import { changesSince, nowSeconds, openStage, type Stage } from './stage.js'
import { readOrNothing } from './stage/files.js'

const HOST = 'own.example.test'
const MANIFEST = `version: 1
secrets: secrets.age.yaml
defaults: { deploy: { drain: 0s } }
projects:
  blog:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, domains: [{ host: ${HOST}, tls: { cert: { secret: BLOG_CRT }, key: { secret: BLOG_KEY } } }] }
      other: { image: "mist-lab/web:1", port: 8080, domains: [{ host: "*.wild.example.test", tls: { cert: { secret: WILD_CRT }, key: { secret: WILD_KEY } } }] }
`

interface Texts {
  readonly cert: string
  readonly key: string
}

const files = createSecretFiles(process.env)
let stage: Stage
let securePort: number
let recipient: string
let pair: Texts

beforeAll(async () => {
  stage = await openStage({
    settings: async ({ dir, ports }) => {
      securePort = await freePort()
      const own = await files.newIdentity()
      recipient = own.recipient
      writeFileSync(join(dir, 'identity'), own.identity, { mode: 0o600 })
      mkdirSync(join(dir, 'secrets'), { mode: 0o700 })
      return {
        proxy: { address: '127.0.0.1', httpPort: ports.proxy, httpsPort: securePort, apiPort: ports.api },
        secrets: { identityFile: join(dir, 'identity'), directory: join(dir, 'secrets') },
        grants: { domains: ['example.test', 'localhost'] },
      }
    },
  })
  pair = make(HOST)
  layOnHost(make('*.wild.example.test'))
  const commit = await stage.commit({ 'mist.yaml': MANIFEST, 'secrets.age.yaml': await encrypted(pair) })
  await stage.mistd.start()
  await stage.waitSynced(commit)
})

afterAll(() => stage.close())

function make(host: string): Texts {
  const [cert, key] = [join(stage.dir, 'made.crt'), join(stage.dir, 'made.key')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}

function layOnHost({ cert, key }: Texts): void {
  writeFileSync(join(stage.dir, 'secrets', 'WILD_CRT'), cert, { mode: 0o600 })
  writeFileSync(join(stage.dir, 'secrets', 'WILD_KEY'), key, { mode: 0o600 })
}

async function encrypted({ cert, key }: Texts): Promise<string> {
  const empty = await files.create([recipient])
  const first = empty.ok ? await files.set({ path: 'secrets.age.yaml', text: empty.value }, { name: 'BLOG_CRT', value: cert }) : empty
  const both = first.ok ? await files.set({ path: 'secrets.age.yaml', text: first.value }, { name: 'BLOG_KEY', value: key }) : first
  if (!both.ok) throw new Error(both.error.cause)
  return both.value
}

/** The serial number that a visitor is shown, whoever signed it. */
function shown(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: securePort, servername: host, rejectUnauthorized: false, timeout: 5_000 }, () => {
      const { serialNumber } = socket.getPeerCertificate()
      socket.destroy()
      resolve(serialNumber)
    })
    socket.on('timeout', () => socket.destroy(new Error('no handshake in time')))
    socket.on('error', reject)
  })
}

const serial = ({ cert }: Texts): string => new X509Certificate(cert).serialNumber
const isShown = (host: string, texts: Texts): Promise<unknown> => stage.until(`${host} shows the new certificate`, async () => (await shown(host)) === serial(texts))
const folder = (): string => join(stage.stateDir, 'traefik', 'certificates')

describe('a certificate from secrets', () => {
  it('is shown, plain HTTP leads there, and the report lists it', async () => {
    await isShown(HOST, pair)
    expect((await stage.http(HOST, '/x')).headers.location).toBe(`https://${HOST}:${String(securePort)}/x`)
    expect((await stage.status()).certificates).toMatchObject([{ host: '*.wild.example.test', state: 'valid', origin: 'given' }, { host: HOST, state: 'valid', origin: 'given' }])
    expect((await stage.api('/metrics')).body).toMatch(/mist_certificate_expiry_seconds\{domain="own\.example\.test"\} \d+/)
    for (const name of readdirSync(folder())) expect([name, statSync(join(folder(), name)).mode & 0o777]).toEqual([name, 0o600])
  })

  it('is renewed by a commit without a change of any container', async () => {
    const since = nowSeconds()
    pair = make(HOST)
    await stage.deploy({ 'secrets.age.yaml': await encrypted(pair) })
    await isShown(HOST, pair)
    expect(await changesSince(since, stage.instance)).toEqual([])
  })

  it('is renewed by a file of the host without a change of any container', async () => {
    const since = nowSeconds()
    const wild = make('*.wild.example.test')
    layOnHost(wild)
    await stage.mistctl('apply')
    await isShown('any.wild.example.test', wild)
    expect(await changesSince(since, stage.instance)).toEqual([])
  })

  it('stays the old one where the new pair does not fit, and the app says why', async () => {
    await stage.commit({ 'secrets.age.yaml': await encrypted({ cert: make(HOST).cert, key: pair.key }) })
    const said = await stage.until('the app says why', async () => {
      const { stdout } = await stage.mistctl('status')
      return stdout.includes('the key does not belong to the certificate') ? stdout : undefined
    })
    expect(said).toContain('BLOG_CRT and BLOG_KEY')
    expect(await shown(HOST)).toBe(serial(pair))
    const wild = make('*.wild.example.test')
    layOnHost(wild)
    await stage.mistctl('apply')
    await isShown('any.wild.example.test', wild)
  })

  it('is put back when a hand was there', async () => {
    await stage.deploy({ 'secrets.age.yaml': await encrypted(pair) })
    const routes = readdirSync(stage.routesDir).map((name) => readFileSync(join(stage.routesDir, name), 'utf8')).join('\n')
    const named = readdirSync(folder()).filter((name) => routes.includes(name)).map((name) => join(folder(), name))
    expect(named).toHaveLength(4)
    for (const path of named) writeFileSync(path, 'nothing')
    await stage.mistctl('apply')
    await stage.until('all are whole', () => named.every((path) => readFileSync(path, 'utf8').startsWith('-----BEGIN')))
    await isShown(HOST, pair)
  })

  it('stands nowhere but where it is served', async () => {
    const line = pair.key.split('\n')[1] ?? ''
    expect(line.length).toBeGreaterThan(30)
    const holders = filesBelow(stage.stateDir).filter((path) => readOrNothing(path).includes(line))
    expect(holders.every((path) => path.startsWith(folder()) && path.endsWith('.key'))).toBe(true)
    expect(holders).not.toEqual([])
    expect((await stage.mistctl('diff', '-o', 'json')).stdout).not.toContain(line)
  })
})
