/**
 * Long-lived programs that outlive the lab command: start, recognise, stop.
 * A process is known by pid, start time and boot, so a stale pid file never points at a stranger.
 */
// @ts-check
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { inHome } from './places.mjs'
import { LabError, logFile } from './run.mjs'
import { until } from './until.mjs'

const KEPT_LOG_BYTES = 8 * 1024 * 1024

/** @typedef {{ readonly pid: number, readonly startTicks: string, readonly boot: string }} Identity */

/**
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [extraEnv]
 */
export function startDaemon(name, command, args, extraEnv = {}) {
  const log = openLog(name)
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env: { ...process.env, ...extraEnv }, cwd: '/' })
  closeSync(log)
  // A missing program is told through the event; without a listener it would end the lab with a stack.
  child.once('error', () => {})
  if (child.pid === undefined) throw new LabError(`cannot start ${name}: ${command} does not run. Run \`node test/lab/lab.mjs up\` again.`)
  const identity = identify(child.pid)
  if (identity !== undefined) remember(name, identity)
  child.unref()
}

/**
 * @param {string} name
 * @returns {number | undefined} the pid, if the process that the lab started is still that process
 */
export function runningPid(name) {
  const known = recall(name)
  if (known === undefined) return undefined
  const now = identify(known.pid)
  const same = now !== undefined && now.startTicks === known.startTicks && now.boot === known.boot
  return same ? known.pid : undefined
}

/**
 * @param {string} name
 * @param {number} graceMs
 * @returns {Promise<boolean>} whether there was something to stop
 */
export async function stopDaemon(name, graceMs) {
  const pid = runningPid(name)
  if (pid !== undefined) {
    signal(pid, 'SIGTERM')
    const ended = await until(() => runningPid(name) === undefined, graceMs)
    if (!ended) signal(pid, 'SIGKILL')
    await until(() => runningPid(name) === undefined, graceMs)
  }
  rmSync(pidFile(name), { force: true })
  return pid !== undefined
}

/**
 * @param {string} name
 * @param {number} lines
 * @returns {string} the last lines that tell of trouble
 */
export function lastLogLines(name, lines) {
  const text = readText(logFile(name)) ?? ''
  return text.trimEnd().split('\n').filter((line) => !line.includes('level=info')).slice(-lines).join('\n')
}

/**
 * @param {number} pid
 * @returns {string | undefined} the program's short name, undefined when there is no such process or it has ended and waits to be reaped
 */
export function programOf(pid) {
  const stat = statOf(pid)
  return stat === undefined || stat.fields[0] === 'Z' ? undefined : stat.program
}

/**
 * @param {number} pid
 * @returns {Identity | undefined}
 */
function identify(pid) {
  const stat = statOf(pid)
  const boot = readText('/proc/sys/kernel/random/boot_id')
  if (stat === undefined || boot === undefined || stat.fields[0] === 'Z') return undefined
  return { pid, startTicks: stat.fields[19] ?? '', boot: boot.trim() }
}

/**
 * The program's name may hold spaces and brackets; the fields begin after the last bracket: the state is the first, the start time the twentieth.
 * @param {number} pid
 */
function statOf(pid) {
  const text = readText(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  const end = text.lastIndexOf(')')
  return { program: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') }
}

/**
 * @param {string} name
 * @returns {Identity | undefined}
 */
function recall(name) {
  try {
    return JSON.parse(readText(pidFile(name)) ?? '')
  } catch {
    return undefined
  }
}

/**
 * @param {string} name
 * @param {Identity} identity
 */
function remember(name, identity) {
  mkdirSync(inHome('run'), { recursive: true })
  const file = pidFile(name)
  writeFileSync(`${file}.new`, JSON.stringify(identity))
  renameSync(`${file}.new`, file)
}

/** @param {string} name */
function pidFile(name) {
  return inHome('run', `${name}.json`)
}

/** @param {string} name */
function openLog(name) {
  const file = logFile(name)
  if (existsSync(file) && statSync(file).size > KEPT_LOG_BYTES) renameSync(file, `${file}.1`)
  return openSync(file, 'a')
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime, which is what was asked for.
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
