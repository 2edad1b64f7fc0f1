/** Checks of the machine itself: Node, state directory, disk, socket, programs, clock. */
import { dirname } from 'node:path'
import type { HostSettings } from '../../model/settings.js'
import type { Revision } from '../../model/state.js'
import type { Check } from '../../render/check-text.js'
import type { PlainContext } from '../command.js'
import type { Io } from '../io.js'

const OLDEST_NODE = [20, 19] as const

export function checkNode({ nodeVersion }: Pick<Io, 'nodeVersion'>): Check {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number)
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
  return isNew ? { name: 'node', result: 'ok', finding: nodeVersion } : { name: 'node', result: 'fail', finding: nodeVersion, fix: `Install Node ${OLDEST_NODE.join('.')} or newer.` }
}

export async function checkStateDir({ host, io }: PlainContext, { stateDir }: HostSettings): Promise<Check> {
  const name = 'state directory'
  const facts = await host.facts(stateDir)
  if (!facts) {
    const parent = await host.facts(dirname(stateDir))
    const isPossible = parent === undefined || parent.mayReadAndWrite
    return isPossible ? { name, result: 'ok', finding: `${stateDir} is made by the first run` } : { name, result: 'fail', finding: `${stateDir} is not there and cannot be made`, fix: 'Run this as root or as the user of mistd, or set stateDir.' }
  }
  if (facts.kind !== 'folder') return { name, result: 'fail', finding: `${stateDir} is a ${facts.kind}`, fix: 'Name a folder of its own in stateDir.' }
  if (facts.uid !== io.uid) return { name, result: 'fail', finding: `${stateDir} belongs to user ${String(facts.uid)}, this is user ${String(io.uid)}`, fix: 'Run this as the user of mistd.' }
  if ((facts.mode & 0o077) !== 0) return { name, result: 'fail', finding: `${stateDir} is open to others (mode ${(facts.mode & 0o777).toString(8)})`, fix: `chmod 700 ${stateDir}` }
  return { name, result: 'ok', finding: `${stateDir}, mode 700` }
}

const SPARSE_BYTES = 2 * 1024 ** 3
const FULL_BYTES = 200 * 1024 ** 2

export async function checkDisk({ host }: PlainContext, { stateDir }: HostSettings): Promise<Check> {
  const free = await host.freeBytes(stateDir)
  if (free === undefined) return { name: 'disk', result: 'skipped', finding: 'cannot be told' }
  const finding = `${(free / 1024 ** 3).toFixed(1)} GiB free at ${stateDir}`
  if (free >= SPARSE_BYTES) return { name: 'disk', result: 'ok', finding }
  return { name: 'disk', result: free < FULL_BYTES ? 'fail' : 'warn', finding, fix: 'Make room: images and logs need it. docker system df shows what takes it.' }
}

export async function checkSocket({ host, io }: PlainContext, { docker }: HostSettings): Promise<Check> {
  const name = 'engine socket'
  const path = docker.replace(/^unix:\/\//, '')
  const facts = await host.facts(path)
  if (!facts) return { name, result: 'fail', finding: `${path} is not there`, fix: 'Is Docker installed and running? systemctl status docker. Another place is set by: docker in mistd.yaml' }
  if (facts.kind !== 'socket') return { name, result: 'fail', finding: `${path} is no socket`, fix: 'Correct docker in mistd.yaml.' }
  if (!facts.mayReadAndWrite) return { name, result: 'fail', finding: `user ${io.user} may not use ${path}`, fix: 'Run this as root, or add the user to the group docker, which equals root on this host.' }
  return { name, result: 'ok', finding: path }
}

export async function checkPrograms({ host }: PlainContext, { source, credentials }: HostSettings): Promise<readonly Check[]> {
  const isGit = source?.repository.kind === 'git'
  const isSsh = credentials.some(({ keyFile }) => keyFile !== undefined) || (source?.repository.kind === 'git' && /^(ssh:|[^/]+@)/.test(source.repository.url))
  const wanted = [{ name: 'git', isNeeded: isGit }, { name: 'ssh', isNeeded: isSsh }]
  return Promise.all(wanted.map(async ({ name, isNeeded }): Promise<Check> => {
    const path = await host.findProgram(name)
    if (path !== undefined) return { name, result: 'ok', finding: path }
    if (!isNeeded) return { name, result: 'warn', finding: 'not installed, and not needed by these settings', fix: `A source or an app that is fetched by ${name} needs it.` }
    return { name, result: 'fail', finding: 'not installed', fix: `Install it, on Debian with: apt-get install ${name === 'ssh' ? 'openssh-client' : name}` }
  }))
}

/** Before this, no release of Mist was. */
const BIRTH = '2026-01-01T00:00:00Z'
const SKEW_MS = 5 * 60_000

export function checkClock(io: Pick<Io, 'nowIso'>, revision: Revision | undefined): Check {
  const now = Date.parse(io.nowIso())
  const fix = 'Set the clock, and let it be kept: timedatectl set-ntp true'
  if (now < Date.parse(BIRTH)) return { name: 'clock', result: 'fail', finding: `it says ${io.nowIso()}, which cannot be`, fix }
  if (revision && Date.parse(revision.committedAt) > now + SKEW_MS) return { name: 'clock', result: 'warn', finding: `it says ${io.nowIso()}, and the newest commit is from ${revision.committedAt}`, fix }
  return { name: 'clock', result: 'ok', finding: io.nowIso() }
}
