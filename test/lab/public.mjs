/**
 * Whether a public registry is in reach: then official images are pulled, not built.
 * The answer is kept for a while so that a warm run does not wait for a name server.
 */
// @ts-check
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { home, inHome } from './places.mjs'

const PROBE_URL = 'https://registry-1.docker.io/v2/'
const PROBE_TIMEOUT_MS = 3_000
const KEPT_MS = 10 * 60_000

/** @type {Promise<boolean> | undefined} */
let answer

/** @returns {Promise<boolean>} */
export function publicRegistryInReach() {
  answer ??= Promise.resolve(remembered() ?? probeAndRemember())
  return answer
}

async function probeAndRemember() {
  const inReach = await probe()
  mkdirSync(home, { recursive: true })
  writeFileSync(inHome('public-registry'), String(inReach))
  return inReach
}

/** A registry answers its root with its version header, whether it lets us in or not; a login page of some network does not. */
async function probe() {
  try {
    const response = await fetch(PROBE_URL, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
    return response.headers.get('docker-distribution-api-version') !== null
  } catch {
    return false
  }
}

/** @returns {boolean | undefined} */
function remembered() {
  try {
    const isFresh = Date.now() - statSync(inHome('public-registry')).mtimeMs < KEPT_MS
    return isFresh ? readFileSync(inHome('public-registry'), 'utf8') === 'true' : undefined
  } catch {
    return undefined
  }
}
