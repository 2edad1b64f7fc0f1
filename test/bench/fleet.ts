/**
 * N equal apps, written twice: as mist.yaml and as a compose file. Same image, environment, limits, restart policy, capabilities
 * and log limits, so that the engine has the same work whoever asks for it.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dockerTries } from '../lab/fixtures.js'

const IMAGE = 'mist-lab/web:1'
const LIMITS = { cpus: 0.5, memory: '64m', pids: 64 }

export function appNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `app-${String(index).padStart(4, '0')}`)
}

/** Web apps with a route each: Mist has more to do than compose, which knows no proxy. */
export function manifestOf(count: number): string {
  const apps = appNames(count).map((name) => `      ${name}: { image: "${IMAGE}", port: 8080, limits: { cpus: ${String(LIMITS.cpus)}, memory: ${LIMITS.memory}, pids: ${String(LIMITS.pids)} } }`)
  return ['version: 1', 'projects:', '  bench:', count === 0 ? '    apps: {}' : '    apps:', ...apps, ''].join('\n')
}

export interface ComposePeer {
  up(): Promise<void>
  down(): Promise<void>
}

export function composePeer(dir: string, { name, count }: { readonly name: string; readonly count: number }): ComposePeer {
  const file = join(dir, `compose-${String(count)}.json`)
  writeFileSync(file, JSON.stringify({ name, services: Object.fromEntries(appNames(count).map((app) => [app, composeService()])) }))
  return {
    up: () => compose(file, ['up', '--detach', '--no-build', '--pull', 'never', '--remove-orphans', '--quiet-pull']),
    down: () => compose(file, ['down', '--timeout', '10']),
  }
}

function composeService(): Readonly<Record<string, unknown>> {
  return {
    image: IMAGE, pull_policy: 'never', restart: 'unless-stopped',
    cpus: LIMITS.cpus, mem_limit: LIMITS.memory, pids_limit: LIMITS.pids,
    cap_drop: ['ALL'], cap_add: ['CHOWN', 'DAC_OVERRIDE', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'], security_opt: ['no-new-privileges:true'],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
  }
}

async function compose(file: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await dockerTries(['compose', '--progress', 'quiet', '--file', file, ...args])
  if (code !== 0) throw new Error(`docker compose ${args.join(' ')}: exit ${String(code)}\n${stderr}`)
}
