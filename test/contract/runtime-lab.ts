/** The lab's engine as a world of the runtime contract. */
import { createRuntime } from '../../src/adapters/docker/runtime.js'
import type { RuntimeOptions } from '../../src/adapters/docker/options.js'
import { docker, dockerTries, freePort, labEnv, sweep, uniqueInstance } from '../lab/fixtures.js'
import { until } from '../support/until.js'
import type { InsidePort } from '../../src/ports.js'
import type { RuntimeWorld, Tamper } from './runtime-world.js'

export interface LabWorld extends RuntimeWorld {
  readonly options: RuntimeOptions
  readonly inside: InsidePort
}

const IMAGES = {
  serving: 'mist-lab/web:1',
  other: 'mist-lab/web:2',
  exiting: { ref: 'mist-lab/web:crash', exitCode: 1 },
  healthy: 'mist-lab/web:healthy',
  sick: 'mist-lab/web:sick',
  absent: 'mist-lab/nowhere:1',
} as const

export function labWorld(changes: Partial<RuntimeOptions> = {}): LabWorld {
  const instance = uniqueInstance()
  const options: RuntimeOptions = { docker: labEnv().dockerHost, instance, registries: {}, grants: { domains: [], publish: [], repositories: [] }, systemMounts: [], files: new Set(), ...changes }
  const runtime = createRuntime(options)
  const nextSubnet = subnets()
  const { tamper, undo } = hand()
  return {
    runtime,
    inside: runtime.inside,
    instance,
    options,
    images: IMAGES,
    subnet: nextSubnet,
    hostPort: freePort,
    tamper,
    until,
    async cleanup() {
      runtime.close()
      await undo()
      await sweep(instance)
    },
  }
}

let worlds = 0

/** From 10.128.0.0/10 below the ranges of stages: a share for each worker of vitest, and in it a part for each world of a file. A clash would show as `pool-exhausted`. */
function subnets(): () => string {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1) % 4
  const second = 128 + worker * 15 + worlds % 15
  worlds += 1
  let next = 0
  return () => {
    next += 1
    return `10.${String(second)}.${String(next)}.0/24`
  }
}

/** Foreign objects carry no label of Mist, so they are remembered here to be taken away again. */
function hand(): { readonly tamper: Tamper; undo(): Promise<void> } {
  const made: (readonly string[])[] = []
  const quiet = async (...args: readonly string[]): Promise<void> => { await docker(...args) }
  const tamper: Tamper = {
    remove: (container) => quiet('rm', '-f', container),
    stop: (container) => quiet('stop', '-t', '1', container),
    pause: (container) => quiet('pause', container),
    setMemory: (container, bytes) => quiet('update', '--memory', String(bytes), '--memory-swap', String(bytes), container),
    disconnect: (container, network) => quiet('network', 'disconnect', network, container),
    async foreignContainer(name, hostPort) {
      made.push(['rm', '-f', name])
      const publish = hostPort === undefined ? [] : ['--publish', `127.0.0.1:${String(hostPort)}:8080`]
      await docker(hostPort === undefined ? 'create' : 'run', ...(hostPort === undefined ? [] : ['--detach']), '--name', name, ...publish, IMAGES.serving)
    },
    async foreignNetwork(name, subnet) {
      made.push(['network', 'rm', name])
      await docker('network', 'create', '--subnet', subnet, name)
    },
    async foreignVolume(name) {
      made.push(['volume', 'rm', name])
      await docker('volume', 'create', name)
    },
  }
  return { tamper, undo: async () => { for (const args of made.reverse()) await dockerTries(args) } }
}
