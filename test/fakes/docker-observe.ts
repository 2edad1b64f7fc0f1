/** What the fake engine reports about itself, in the shapes of the runtime port. */
import { readPreviewOf } from '../../src/model/labels.js'
import type { ContainerRunState, RuntimeObservation } from '../../src/ports.js'
import { isScratch, readDataOrigin } from '../../src/model/labels.js'
import type { ObservedContainer, ObservedVolume } from '../../src/model/state.js'
import { findImage } from './docker-images.js'
import type { Engine, FakeContainer, FakeVolume } from './docker-state.js'

export function observeEngine(engine: Engine, instance: string, images: readonly string[]): RuntimeObservation {
  engine.settle()
  const { containers, networks, volumes } = engine.state
  const all = [...containers.values()]
  return {
    containers: all.filter((one) => one.instance === instance && !isScratch(one.spec?.labels ?? {})).flatMap((one) => observed(engine, one)),
    foreignContainers: all.filter((one) => one.instance !== instance || isScratch(one.spec?.labels ?? {})).map(({ id, name, ports }) => ({ engineId: id, name, ports })),
    networks: [...networks.values()].map((one) => ({ engineId: one.id, name: one.name, owner: one.instance === instance ? 'ours' : 'foreign', project: one.instance === instance ? one.project : '', subnets: [one.subnet] })),
    volumes: [...volumes.values()].map((one) => observedVolume(one, instance)),
    images: Object.fromEntries(images.flatMap((ref) => {
      const image = findImage(engine, ref)
      return image ? [[ref, image.id]] : []
    })),
    incomplete: {},
  }
}

function observed(engine: Engine, container: FakeContainer): ObservedContainer[] {
  const { spec } = container
  if (!spec) return []
  const previewOf = readPreviewOf(spec.labels)
  return [{
    engineId: container.id,
    name: container.name,
    app: spec.app,
    replica: spec.replica,
    fingerprint: spec.fingerprint,
    state: container.state,
    exitCode: container.exitCode,
    health: engine.healthOf(container),
    startedAt: container.startedAt,
    restartCount: container.restartCount,
    imageId: container.imageId,
    image: spec.image,
    env: spec.env,
    ...(spec.command && { command: spec.command }),
    ...(spec.entrypoint && { entrypoint: spec.entrypoint }),
    mounts: spec.mounts,
    networks: [...container.networks].map(([network, endpoint]) => ({ network, ...endpoint })),
    ports: spec.ports,
    limits: container.limits,
    restart: container.restart,
    labels: spec.labels,
    ...(previewOf && { previewOf }),
    logs: spec.logs,
    capabilities: spec.capabilities,
    noNewPrivileges: true,
    stopGraceMs: spec.stopGraceMs,
    ...(spec.healthCheck && { healthCheck: spec.healthCheck }),
  }]
}

export function runStateOf(engine: Engine, container: FakeContainer): ContainerRunState {
  engine.settle()
  const { state, exitCode, restartCount, startedAt, networks } = container
  const addresses = Object.fromEntries([...networks].filter(([, one]) => one.address !== '').map(([name, one]) => [name, one.address]))
  return { state, exitCode, health: engine.healthOf(container), restartCount, startedAt, addresses, imageId: container.imageId }
}

function observedVolume({ name, instance: owner, app, labels, protect, preview }: FakeVolume, instance: string): ObservedVolume {
  const data = readDataOrigin(labels)
  return owner === instance && !isScratch(labels) ? { name, owner: 'ours', ...(app && { app }), ...(protect && { protect: true }), ...(preview && { preview: true }), ...(data && { data }) } : { name, owner: 'foreign' }
}
