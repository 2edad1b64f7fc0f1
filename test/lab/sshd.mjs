/**
 * An ssh server on loopback with its own host key and one authorised key, for git over ssh.
 * A second key that is not authorised lets tests be refused.
 */
// @ts-check
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { installPackages } from './apt.mjs'
import { inHome, ports } from './places.mjs'
import { lastLogLines, runningPid, startDaemon, stopDaemon } from './process.mjs'
import { firstOnPath } from './programs.mjs'
import { LabError, must } from './run.mjs'
import { until } from './until.mjs'

const DAEMON = 'sshd'
const START_TIMEOUT_MS = 15_000
const STOP_GRACE_MS = 5_000
const folder = inHome('sshd')

export const sshAccess = Object.freeze({
  host: '127.0.0.1',
  port: ports.sshd,
  user: userInfo().username,
  key: `${folder}/client`,
  strangerKey: `${folder}/stranger`,
  hostKey: `${folder}/host.pub`,
  knownHosts: `${folder}/known_hosts`,
})

export async function sshdIsUp() {
  return runningPid(DAEMON) !== undefined && (await greets())
}

export async function bringSshdUp() {
  if (firstOnPath(['sshd']) === undefined) await installPackages('sshd', ['openssh-server'])
  await stopDaemon(DAEMON, STOP_GRACE_MS)
  if (await greets()) throw new LabError(`cannot start sshd: 127.0.0.1:${ports.sshd} is taken by another program. Set MIST_LAB_SSHD_PORT to a free port.`)
  await makeKeys()
  writeConfig()
  // Started by root, sshd insists on this directory, which a system without an init system does not make at boot.
  if (isRoot()) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  startDaemon(DAEMON, firstOnPath(['sshd']) ?? 'sshd', ['-D', '-e', '-f', `${folder}/config`])
  const isUp = await until(sshdIsUp, START_TIMEOUT_MS)
  if (!isUp) throw new LabError(`cannot start sshd: it does not answer on 127.0.0.1:${ports.sshd}.\n${lastLogLines(DAEMON, 10)}`)
}

export function takeSshdDown() {
  return stopDaemon(DAEMON, STOP_GRACE_MS)
}

async function makeKeys() {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  for (const name of ['host', 'client', 'stranger']) {
    if (existsSync(`${folder}/${name}`) && existsSync(`${folder}/${name}.pub`)) continue
    rmSync(`${folder}/${name}`, { force: true })
    await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `mist-lab-${name}`, '-f', `${folder}/${name}`])
  }
  writeFileSync(`${folder}/authorized_keys`, `restrict ${readFileSync(`${folder}/client.pub`, 'utf8')}`, { mode: 0o600 })
  const [type, key] = readFileSync(`${folder}/host.pub`, 'utf8').split(' ')
  writeFileSync(sshAccess.knownHosts, `[127.0.0.1]:${ports.sshd} ${type} ${key}\n`)
}

function writeConfig() {
  const lines = [
    `Port ${ports.sshd}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    `PidFile ${folder}/sshd.pid`,
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    // The cache may lie below a directory that others may write to; the keys guard test repositories only.
    'StrictModes no',
    'MaxStartups 100:30:200',
    'PrintMotd no',
  ]
  writeFileSync(`${folder}/config`, `${lines.join('\n')}\n`)
}

function isRoot() {
  return userInfo().uid === 0
}

/** @returns {Promise<boolean>} whether something on the port speaks ssh */
function greets() {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: ports.sshd, timeout: 2_000 })
    socket.once('data', (bytes) => { resolve(bytes.toString().startsWith('SSH-')); socket.destroy() })
    socket.once('timeout', () => socket.destroy())
    socket.once('error', () => {})
    socket.once('close', () => resolve(false))
  })
}
