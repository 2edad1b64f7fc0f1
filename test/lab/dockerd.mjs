/**
 * How any dockerd of the lab is told where its things are, what it must forget before it starts, and how it is asked whether it answers. Which one is started, and for how
 * long, is decided by whoever starts it.
 */
// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { programOf } from './process.mjs'

const PING_TIMEOUT_MS = 5_000

/** @typedef {{ readonly version: string, readonly apiVersion: string }} EngineVersion */
/** @typedef {{ readonly host: string, readonly dataRoot: string, readonly execRoot: string, readonly pidFile: string }} EnginePlace */

/** @param {EnginePlace} place */
export function dockerdArguments({ host, dataRoot, execRoot, pidFile }) {
  return ['--host', host, '--data-root', dataRoot, '--exec-root', execRoot, '--pidfile', pidFile, '--log-level', 'warn']
}

/**
 * The containerd that a dockerd starts for itself writes its number here.
 * @param {string} execRoot
 */
export function containerdPidFile(execRoot) {
  return `${execRoot}/containerd/containerd.pid`
}

/**
 * dockerd believes its pid files: a file whose number now belongs to another program makes it refuse to start,
 * or wait for a containerd that is not there. Files of processes that still are what they say stay.
 * @param {Pick<EnginePlace, 'execRoot' | 'pidFile'>} place
 */
export function forgetDeadProcesses({ execRoot, pidFile }) {
  const files = [{ file: pidFile, program: 'dockerd' }, { file: containerdPidFile(execRoot), program: 'containerd' }]
  for (const { file, program } of files) if (!isAlive(file, program)) rmSync(file, { force: true })
}

/**
 * @param {string} pidFile
 * @param {string} program
 */
export function isAlive(pidFile, program) {
  return existsSync(pidFile) && programOf(Number(readFileSync(pidFile, 'utf8'))) === program
}

/**
 * @param {string} socketPath
 * @returns {Promise<EngineVersion | undefined>}
 */
export function versionOverSocket(socketPath) {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/version', timeout: PING_TIMEOUT_MS }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => { body += text }).on('end', () => resolve(toVersion(body)))
    })
    call.on('timeout', () => call.destroy()).on('error', () => resolve(undefined)).end()
  })
}

/**
 * @param {string} text
 * @returns {EngineVersion | undefined}
 */
export function toVersion(text) {
  try {
    const { Version, ApiVersion, APIVersion } = JSON.parse(text)
    return typeof Version === 'string' ? { version: Version, apiVersion: ApiVersion ?? APIVersion } : undefined
  } catch {
    return undefined
  }
}
