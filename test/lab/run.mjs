/**
 * Runs programs by argument list, never through a shell, always with a deadline.
 * It decides how a failure reads; it does not decide what to do about one.
 */
// @ts-check
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import process from 'node:process'
import { dockerHost, inHome } from './places.mjs'

const DEFAULT_TIMEOUT_MS = 10 * 60_000
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024
const SHOWN_LINES = 12

/** What a person can act on: shown without a stack. */
export class LabError extends Error {}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] added to the environment
 * @property {string} [input] written to stdin
 * @property {number} [timeoutMs]
 * @property {string} [log] name of a file under logs/ that keeps the whole output
 */

/**
 * @typedef {object} RunResult
 * @property {number} code 0 when the program succeeded; 127 when it could not be started
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = execFile(command, args, execOptions(options), (error, stdout, stderr) => {
      const result = { code: exitCode(error), stdout, stderr: stderr || (error?.message ?? '') }
      keepLog(options.log, `$ ${command} ${args.join(' ')}\n${stdout}${stderr}`)
      resolve(result)
    })
    // A program that ends before it has read its input must not end the lab.
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
  })
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what it wrote to stdout
 */
export async function must(command, args, options = {}) {
  const result = await run(command, args, options)
  if (result.code === 0) return result.stdout
  const lines = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-SHOWN_LINES)
  const where = options.log === undefined ? '' : `\nThe whole output is in ${logFile(options.log)}.`
  throw new LabError(`cannot run ${command} ${args.slice(0, 3).join(' ')}: exit ${result.code}\n  ${lines.join('\n  ')}${where}`)
}

/**
 * The docker client, pointed at the lab's engine.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function docker(args, options = {}) {
  return must('docker', args, { ...options, env: { ...options.env, ...dockerEnv } })
}

/**
 * The classic builder is in every engine; BuildKit needs a plugin that a bare machine lacks.
 */
export const dockerEnv = Object.freeze({ DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' })

/** @param {string} name */
export function logFile(name) {
  mkdirSync(inHome('logs'), { recursive: true })
  return inHome('logs', `${name}.log`)
}

/** @param {RunOptions} options */
function execOptions(options) {
  return {
    encoding: /** @type {const} */ ('utf8'),
    maxBuffer: MAX_OUTPUT_BYTES,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    killSignal: /** @type {const} */ ('SIGKILL'),
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  }
}

/** @param {import('node:child_process').ExecFileException | null} error */
function exitCode(error) {
  if (error === null) return 0
  return typeof error.code === 'number' ? error.code : 127
}

/**
 * @param {string | undefined} name
 * @param {string} text
 */
function keepLog(name, text) {
  if (name !== undefined) appendFileSync(logFile(name), `${text}\n`)
}
