/**
 * An ACME server for one test: Pebble with a name server that answers every name with loopback. It validates on the ports that it is
 * told, since a test's Traefik does not listen on 80 and 443.
 *
 * Traefik (3.6) comes to it by `caServer=<directoryUrl>` and `caCertificates=<caFile>`, the file mounted where Traefik is a container.
 * Setting `caCertificates` replaces the system's roots for that resolver. `LEGO_CA_CERTIFICATES` in its environment does the
 * same for resolvers that have no `caCertificates`.
 *
 * Renewal. Traefik does not go by a share of the lifetime but by `certificatesDuration` (hours, 2160): below 24 it renews what ends
 * within 20 minutes, and looks once at its start and then every minute. So `certificatesDuration=1` here and `validitySeconds` below
 * 1200 show a renewal within a minute of the first certificate, and at once when Traefik is started again; or a minute later, since
 * the look at its start comes before HTTP-01 is answered when the machine is busy.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { until } from '../support/until.js'
import { startCompanion, type Companion } from './companion.js'
import { labEnv } from './docker.js'
import { freePort, gatewayAddress } from './gateway.js'
import { tempDir, type TempDir } from './git-repo.js'
import { startNameServer, type NameServer } from './name-server.js'

export interface AcmeOptions {
  /** Where HTTP-01 is validated: the port on loopback on which Traefik's plain entry point is reached. */
  readonly httpPort: number
  /** Where TLS-ALPN-01 is validated; a port that nobody listens on if not given. */
  readonly tlsPort?: number
  /** How long certificates last; 90 days if not given. */
  readonly validitySeconds?: number
}

export interface Acme {
  /** Reached from this machine and from containers alike. */
  readonly directoryUrl: string
  /** PEM: who speaks with the server has to trust it. It is not the issuer of the certificates. */
  readonly caFile: string
  /** The same as text, for a file of one's own that a container can be given. */
  readonly caPem: string
  readonly managementUrl: string
  /** The certificate, PEM, at the end of every chain that is issued; made anew by each start. */
  readonly issuer: () => Promise<string>
  /** Which names lead where, and what they say. */
  readonly names: NameServer
  /** What the server wrote, each validation and its outcome included. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

const DEFAULT_VALIDITY_SECONDS = 90 * 24 * 3600
const START_TIMEOUT_MS = 60_000
const ASK_TIMEOUT_MS = 15_000
/** A free port may be taken by another test before the server has it. */
const STARTS = 3

export async function startAcme(options: AcmeOptions): Promise<Acme> {
  const programs = acmePrograms()
  const dir = tempDir()
  const names = await startNameServer(programs.nameServer)
  try {
    const address = await gatewayAddress()
    const certificate = await makeCertificate(programs.openssl, dir, address)
    const server = await startServer({ program: programs.server, dir, address, certificate, options, names })
    return {
      ...server.urls, caFile: certificate.file, caPem: certificate.pem, names, log: server.companion.output,
      issuer: () => askTls(`${server.urls.managementUrl}/roots/0`, certificate.pem),
      stop: async () => {
        await Promise.all([server.companion.stop(), names.stop()])
        dir.remove()
      },
    }
  } catch (error) {
    await names.stop()
    dir.remove()
    throw error
  }
}

function acmePrograms(): NonNullable<ReturnType<typeof labEnv>['acme']> {
  const programs = labEnv().acme
  if (programs === null) throw new Error('cannot start an ACME server: its programs are not here. Run `node test/lab/lab.mjs up acme`.')
  return programs
}

interface ServerCertificate {
  readonly file: string
  readonly keyFile: string
  readonly pem: string
}

/** Signed by itself, so that the one file is both what the server shows and what its clients trust. */
async function makeCertificate(openssl: string, dir: TempDir, address: string): Promise<ServerCertificate> {
  const [file, keyFile] = [join(dir.path, 'ca.pem'), join(dir.path, 'key.pem')]
  const making = startCompanion(openssl, [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=Mist lab ACME server',
    '-addext', `subjectAltName=DNS:localhost,IP:127.0.0.1,IP:${address}`, '-keyout', keyFile, '-out', file,
  ])
  await making.ended
  try {
    return { file, keyFile, pem: readFileSync(file, 'utf8') }
  } catch {
    throw new Error(`cannot make a certificate: ${making.output()}`)
  }
}

interface ServerPlan {
  readonly program: string
  readonly dir: TempDir
  readonly address: string
  readonly certificate: ServerCertificate
  readonly options: AcmeOptions
  readonly names: NameServer
}

interface Server {
  readonly companion: Companion
  readonly urls: { readonly directoryUrl: string; readonly managementUrl: string }
}

async function startServer(plan: ServerPlan): Promise<Server> {
  let output = ''
  for (let start = 0; start < STARTS; start += 1) {
    const server = await tryServer(plan)
    if (server.companion.isRunning()) return server
    output = server.companion.output()
  }
  throw new Error(`cannot start an ACME server: ${output}`)
}

async function tryServer({ program, dir, address, certificate, options, names }: ServerPlan): Promise<Server> {
  const [listen, manage, tlsPort] = [await freePort(address), await freePort(address), options.tlsPort ?? await freePort()]
  const config = join(dir.path, 'pebble.json')
  writeFileSync(config, JSON.stringify({
    pebble: {
      listenAddress: `${address}:${String(listen)}`, managementListenAddress: `${address}:${String(manage)}`,
      certificate: certificate.file, privateKey: certificate.keyFile, httpPort: options.httpPort, tlsPort,
      ocspResponderURL: '', externalAccountBindingRequired: false, certificateValidityPeriod: options.validitySeconds ?? DEFAULT_VALIDITY_SECONDS,
    },
  }))
  const companion = startCompanion(program, ['-config', config, '-dnsserver', names.address, '-strict=false'],
    // Without these it waits up to 15 s before each validation and refuses one nonce in twenty, on purpose.
    { env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0', PEBBLE_AUTHZREUSE: '0' } })
  const urls = { directoryUrl: `https://${address}:${String(listen)}/dir`, managementUrl: `https://${address}:${String(manage)}` }
  await until('the ACME server answers', async () => !companion.isRunning() || (await askTls(urls.directoryUrl, certificate.pem)) !== '', { timeoutMs: START_TIMEOUT_MS })
  return { companion, urls }
}

function askTls(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { ca, agent: false, timeout: ASK_TIMEOUT_MS }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => { text += chunk })
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url} answered ${String(response.statusCode)}: ${text}`))
      })
    })
    call.on('timeout', () => call.destroy(new Error(`${url} did not answer in time`)))
    call.on('error', reject)
    call.end()
  })
}
