/**
 * Two REGISTRIES on loopback: an open one, which is also the engine's mirror, and one that asks for a password.
 * Debian's registry runs as a plain process; where that cannot be had, the official image does.
 */
// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { isDebianRoot, unpackPackage } from './apt.mjs'
import { authRegistryAddress, authRegistryUser, inHome, ports, registryAddress } from './places.mjs'
import { lastLogLines, runningPid, startDaemon, stopDaemon } from './process.mjs'
import { publicRegistryInReach } from './public.mjs'
import { LabError, docker, run } from './run.mjs'
import { until } from './until.mjs'

const START_TIMEOUT_MS = 30_000
const ASK_TIMEOUT_MS = 2_000
const STOP_GRACE_MS = 10_000
const LAB_HEADER = 'x-mist-lab'
const FALLBACK_IMAGE = 'registry:2'

/** bcrypt of the fixed lab password: Node has no bcrypt, and a constant spares the htpasswd tool. */
const PASSWORD_LINE = `${authRegistryUser.username}:$2y$05$RWOJAWzj8jhhljOXWmn6cO9.sHiCoSFPpTWsQMYGsoEeoV0OmWKHi\n`

/** @typedef {{ readonly name: string, readonly address: string, readonly port: number, readonly auth: boolean }} Registry */

/** @type {readonly Registry[]} */
const REGISTRIES = [
  { name: 'registry', address: registryAddress, port: ports.registry, auth: false },
  { name: 'auth-registry', address: authRegistryAddress, port: ports.authRegistry, auth: true },
]

export async function registriesAreUp() {
  const answers = await Promise.all(REGISTRIES.map(ask))
  return answers.every((answer) => answer === 'ours')
}

export async function bringRegistriesUp() {
  for (const registry of REGISTRIES) {
    const answer = await ask(registry)
    if (answer === 'stranger') throw portTaken(registry)
    if (answer === 'nobody') await start(registry)
  }
}

export async function takeRegistriesDown() {
  const stopped = await Promise.all(REGISTRIES.map((registry) => stopDaemon(registry.name, STOP_GRACE_MS)))
  return stopped.includes(true)
}

/**
 * The digest a tag points at, undefined when the registry has no such tag or does not answer.
 * @param {'registry' | 'auth-registry'} name
 * @param {string} repository
 * @param {string} tag
 * @returns {Promise<string | undefined>}
 */
export async function digestIn(name, repository, tag) {
  const registry = REGISTRIES.find((one) => one.name === name)
  const login = Buffer.from(`${authRegistryUser.username}:${authRegistryUser.password}`).toString('base64')
  try {
    const response = await fetch(`http://${registry?.address}/v2/${repository}/manifests/${tag}`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json', ...(registry?.auth ? { authorization: `Basic ${login}` } : {}) },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    })
    return response.ok ? (response.headers.get('docker-content-digest') ?? undefined) : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {Registry} registry
 * @returns {Promise<'ours' | 'stranger' | 'nobody'>}
 */
async function ask(registry) {
  try {
    const response = await fetch(`http://${registry.address}/v2/`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    return response.headers.get(LAB_HEADER) === registry.name ? 'ours' : 'stranger'
  } catch (error) {
    const code = /** @type {{ cause?: NodeJS.ErrnoException }} */ (error).cause?.code
    return code === 'ECONNREFUSED' ? 'nobody' : 'stranger'
  }
}

/** @param {Registry} registry */
async function start(registry) {
  const config = writeConfig(registry)
  await stopDaemon(registry.name, STOP_GRACE_MS)
  if (isDebianRoot()) await startProcess(registry, config)
  else await startContainer(registry, config)
  const isUp = await until(async () => (await ask(registry)) === 'ours', START_TIMEOUT_MS)
  if (!isUp) throw new LabError(`cannot start the ${registry.name}: it does not answer on ${registry.address}.\n${lastLogLines(registry.name, 10)}`)
}

/**
 * @param {Registry} registry
 * @param {string} config
 */
async function startProcess(registry, config) {
  const root = await unpackPackage('registry', 'docker-registry')
  startDaemon(registry.name, `${root}/usr/bin/docker-registry`, ['serve', config])
  await until(async () => (await ask(registry)) === 'ours' || runningPid(registry.name) === undefined, START_TIMEOUT_MS)
}

/**
 * @param {Registry} registry
 * @param {string} config
 */
async function startContainer(registry, config) {
  if (!(await publicRegistryInReach())) throw new LabError('cannot start a registry: that takes root on Debian or Ubuntu, or a public registry in reach.')
  const name = `mist-lab-${registry.name}`
  await run('docker', ['rm', '--force', name])
  const folder = inHome('registry')
  // As this user, so that the files in the cache can be removed again without being root.
  const { uid, gid } = userInfo()
  await docker(['run', '--detach', '--name', name, '--label', 'mist.lab=true', '--network', 'host', '--user', `${uid}:${gid}`,
    '--volume', `${folder}:${folder}`, FALLBACK_IMAGE, 'serve', config])
}

/** @param {Registry} registry */
function writeConfig(registry) {
  const folder = inHome('registry', registry.name)
  mkdirSync(`${folder}/data`, { recursive: true })
  const passwords = `${folder}/htpasswd`
  writeFileSync(passwords, PASSWORD_LINE)
  const config = {
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: `${folder}/data` }, delete: { enabled: true } },
    http: { addr: registry.address, secret: 'mist-lab', headers: { 'X-Mist-Lab': [registry.name] } },
    ...(registry.auth ? { auth: { htpasswd: { realm: 'mist-lab', path: passwords } } } : {}),
  }
  // JSON is YAML, so the registry reads it as its configuration file.
  writeFileSync(`${folder}/config.yml`, JSON.stringify(config, null, 2))
  return `${folder}/config.yml`
}

/** @param {Registry} registry */
function portTaken(registry) {
  const variable = registry.auth ? 'MIST_LAB_AUTH_REGISTRY_PORT' : 'MIST_LAB_REGISTRY_PORT'
  return new LabError(`cannot start the ${registry.name}: ${registry.address} is taken by another program. Set ${variable} to a free port.`)
}
