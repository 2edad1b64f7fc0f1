/**
 * The docker client for tests, by argument list, pointed at the lab's engine.
 */
import { execFile, execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { facts } from './facts.mjs'

export type LabFacts = Awaited<ReturnType<typeof facts>>

export interface DockerOutcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const LAB_PROGRAM = fileURLToPath(new URL('./lab.mjs', import.meta.url))

const FACTS_VARIABLE = 'MIST_LAB_FACTS'
const TIMEOUT_MS = 120_000
const BUILD_TIMEOUT_MS = 15 * 60_000
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/** What is up and where: addresses, versions, images. Asked once per process tree. */
export function labEnv(): LabFacts {
  process.env[FACTS_VARIABLE] ??= execFileSync(process.execPath, [LAB_PROGRAM, 'env'], { encoding: 'utf8' })
  return JSON.parse(process.env[FACTS_VARIABLE]) as LabFacts
}

/** Runs the docker client and answers what it wrote to stdout; a failure is an exception that says what docker said. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await dockerTries(args)
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: exit ${String(code)}\n${stderr.trim()}`)
  return stdout.trim()
}

/** The same for calls that may fail. */
export function dockerTries(args: readonly string[]): Promise<DockerOutcome> {
  const env = { ...process.env, DOCKER_HOST: labEnv().dockerHost, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' }
  return new Promise((resolve) => {
    execFile('docker', [...args], { env, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, stdout, stderr: stderr === '' && error !== null ? error.message : stderr })
    })
  })
}

const brought = new Map<string, Promise<string>>()

/** Brings an image that `up` leaves out, as `postgres:15`: built when it is first asked for, which takes up to some minutes, and kept. */
export function labImage(name: string): Promise<string> {
  const asked = brought.get(name) ?? bring(name)
  brought.set(name, asked)
  return asked
}

/** Puts a copy of an image under a new name into a registry and takes the name away here, so that whoever wants it has to pull. */
export async function pushImage(image: string, reference: string): Promise<void> {
  await docker('tag', image, reference)
  try {
    await docker('--config', `${labEnv().cacheDir}/docker-client`, 'push', '--quiet', reference)
  } finally {
    await docker('rmi', reference)
  }
}

function bring(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [LAB_PROGRAM, 'image', name], { timeout: BUILD_TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, _, stderr) => {
      if (error === null) resolve(name)
      else reject(new Error(`cannot bring the image ${name}: ${stderr.trim() || error.message}`))
    })
  })
}
