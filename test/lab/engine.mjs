/**
 * The Docker engine: one that answers is used as it is; otherwise Debian's is installed and started under the lab's own data root.
 * Containers of an engine that someone else runs are never touched.
 */
// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import process from 'node:process'
import { installPackages } from './apt.mjs'
import { containerdPidFile, dockerdArguments, forgetDeadProcesses, isAlive, toVersion, versionOverSocket } from './dockerd.mjs'
import { defaultDockerHost, dockerHost, inHome, registryAddress } from './places.mjs'
import { lastLogLines, runningPid, startDaemon, stopDaemon } from './process.mjs'
import { sayWhile } from './progress.mjs'
import { publicRegistryInReach } from './public.mjs'
import { LabError, docker, dockerEnv, run } from './run.mjs'
import { until } from './until.mjs'

const DAEMON = 'dockerd'
const EXEC_ROOT = '/run/mist-lab'
const place = { host: defaultDockerHost, dataRoot: inHome('engine'), execRoot: EXEC_ROOT, pidFile: inHome('run', 'dockerd.pid') }
const START_TIMEOUT_MS = 60_000
const STOP_GRACE_MS = 45_000
const PING_TIMEOUT_MS = 5_000

/** @returns {Promise<import('./dockerd.mjs').EngineVersion | undefined>} */
export async function engineVersion() {
  if (dockerHost.startsWith('unix://')) return versionOverSocket(dockerHost.slice('unix://'.length))
  const { code, stdout } = await run('docker', ['version', '--format', '{{json .Server}}'], { timeoutMs: PING_TIMEOUT_MS * 2 })
  return code === 0 ? toVersion(stdout) : undefined
}

export async function engineIsUp() {
  return (await engineVersion()) !== undefined && (await hasDockerClient())
}

export function engineIsOurs() {
  return runningPid(DAEMON) !== undefined
}

export async function bringEngineUp() {
  if (!(await hasDockerClient())) await installPackages('engine', ['docker.io'])
  if ((await engineVersion()) !== undefined) return
  if (dockerHost !== defaultDockerHost) {
    throw new LabError(`cannot reach the engine at ${dockerHost}: it does not answer. Start it, or unset DOCKER_HOST so that the lab starts one.`)
  }
  await installPackages('engine', ['docker.io', 'iptables'])
  if ((await engineVersion()) !== undefined) return
  requireCgroups()
  await stopDaemon(DAEMON, STOP_GRACE_MS)
  if (await startEngine({})) return
  // Some kernels have only one of the two packet filter interfaces; the other front end is installed beside the first.
  if (/iptables/i.test(lastLogLines(DAEMON, 20)) && (await startEngine({ PATH: `${legacyFilterPath()}:${process.env['PATH']}` }))) return
  throw new LabError(`cannot start dockerd: it does not answer.\n${lastLogLines(DAEMON, 6)}\nThe whole output is in ${inHome('logs', 'dockerd.log')}.`)
}

/** Removes the lab's own containers and stops the engine, if the lab started it; another engine keeps running. */
export async function takeEngineDown() {
  // A dockerd that was killed leaves its containers running. Only a new one can end them properly.
  if (!engineIsOurs() && isAlive(containerdPidFile(EXEC_ROOT), 'containerd')) await startEngine({})
  await removeLabContainers()
  return stopDaemon(DAEMON, STOP_GRACE_MS)
}

async function removeLabContainers() {
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', 'label=mist.lab=true'], { env: dockerEnv })
  const ids = stdout.split('\n').filter((id) => id !== '')
  if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids])
}

/** @returns {Promise<boolean>} whether plain image names reach the lab's registry */
export async function engineIsMirrored() {
  const { stdout } = await run('docker', ['info', '--format', '{{json .RegistryConfig.Mirrors}}'], { env: dockerEnv, timeoutMs: PING_TIMEOUT_MS * 2 })
  return stdout.includes(registryAddress)
}

/** @param {Record<string, string>} env */
async function startEngine(env) {
  forgetDeadProcesses(place)
  return sayWhile('engine', 'starting dockerd', async () => {
    startDaemon(DAEMON, 'dockerd', await engineArguments(), env)
    await until(async () => (await engineVersion()) !== undefined || runningPid(DAEMON) === undefined, START_TIMEOUT_MS)
    const isUp = (await engineVersion()) !== undefined
    if (!isUp) await stopDaemon(DAEMON, STOP_GRACE_MS)
    return isUp
  })
}

async function engineArguments() {
  mkdirSync(inHome('run'), { recursive: true })
  const mirror = (await publicRegistryInReach()) ? [] : ['--registry-mirror', `http://${registryAddress}`]
  return [...dockerdArguments(place), ...mirror]
}

/** A directory whose `iptables` is the legacy front end; the system's own choice stays as it is. */
function legacyFilterPath() {
  const directory = inHome('iptables-legacy')
  mkdirSync(directory, { recursive: true })
  for (const name of ['iptables', 'ip6tables']) {
    rmSync(`${directory}/${name}`, { force: true })
    symlinkSync(`/usr/sbin/${name}-legacy`, `${directory}/${name}`)
  }
  return directory
}

function requireCgroups() {
  if (existsSync('/sys/fs/cgroup') && readdirSync('/sys/fs/cgroup').length > 0) return
  throw new LabError('cannot start dockerd: no cgroup hierarchy is mounted. Run `mount -t cgroup2 none /sys/fs/cgroup`, then the lab again.')
}

async function hasDockerClient() {
  return (await run('docker', ['--version'], { timeoutMs: PING_TIMEOUT_MS })).code === 0
}
