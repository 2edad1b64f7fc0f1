/** What people and other programs do to a host behind Mist's back. */
import type { LimitsSpec } from '../../src/model/resource.js'
import type { Engine, FakeContainer } from './docker-state.js'
import { GOOD_PROGRAM } from './program.js'
import type { FakeTraefik } from './proxy.js'

export interface Hand {
  /** `docker rm -f` */
  remove(name: string): void
  stop(name: string): void
  pause(name: string): void
  update(name: string, limits: Partial<LimitsSpec>): void
  disconnect(name: string, network: string): void
  rename(name: string, to: string): void
  editRoute(name: string, host: string): void
  breakRoute(name: string): void
  deleteRoute(name: string): void
  runForeign(name: string, hostPort?: number): void
  addForeignNetwork(name: string, subnet: string): void
  addForeignVolume(name: string): void
  /** SIGKILL of the engine and a new start: `unless-stopped` containers stay dead, `always` ones come back. */
  crashEngine(): void
}

export function createHand(engine: Engine, traefik: FakeTraefik): Hand {
  const { state } = engine
  const find = (name: string): FakeContainer => {
    const found = engine.find(name)
    if (!found) throw new Error(`there is no container ${name}`)
    return found
  }
  return {
    remove: (name) => engine.remove(find(name)),
    stop: (name) => engine.stop(find(name), 0),
    pause: (name) => {
      find(name).state = 'paused'
    },
    update: (name, limits) => {
      const container = find(name)
      container.limits = { ...container.limits, ...limits }
      engine.announce({ kind: 'container', action: 'update', id: container.id, instance: container.instance, ...(container.spec && { app: container.spec.app }) })
    },
    disconnect: (name, network) => {
      find(name).networks.delete(network)
      engine.announce({ kind: 'network', action: 'disconnect', id: network, instance: '' })
    },
    rename: (name, to) => {
      find(name).name = to
    },
    editRoute: (name, host) => {
      const file = traefik.files.get(name)
      if (!file) throw new Error(`there is no route ${name}`)
      if (!file.content) return
      traefik.touch()
      traefik.files.set(name, { ...file, canonical: false, content: { ...file.content, rules: file.content.rules.map((rule) => ({ ...rule, host })) } })
    },
    breakRoute: (name) => {
      const file = traefik.files.get(name)
      if (!file) throw new Error(`there is no route ${name}`)
      traefik.touch()
      traefik.files.set(name, { ...file, canonical: false, content: undefined })
    },
    deleteRoute: (name) => {
      traefik.touch()
      traefik.files.delete(name)
    },
    runForeign: (name, hostPort) => {
      const id = engine.nextId()
      const ports = hostPort === undefined ? [] : [{ hostAddress: '0.0.0.0', hostPort, containerPort: hostPort, protocol: 'tcp' as const }]
      state.containers.set(id, {
        id, name, instance: '', imageId: 'sha256:foreign', program: GOOD_PROGRAM, ports, state: 'running', exitCode: 0, startedMs: 0, startedAt: '', restartCount: 0,
        limits: { cpus: 0, memoryBytes: 0, pids: 0 }, restart: { policy: 'no', maxRetries: 0 }, networks: new Map(),
      })
    },
    addForeignNetwork: (name, subnet) => void state.networks.set(name, { id: engine.nextId(), name, instance: '', project: '', subnet }),
    addForeignVolume: (name) => void state.volumes.set(name, { name, instance: '', labels: {}, content: engine.nextId() }),
    crashEngine: () => {
      for (const container of state.containers.values()) {
        if (container.state !== 'running') continue
        engine.stop(container, 137)
        if (container.restart.policy === 'always') engine.start(container)
      }
    },
  }
}
