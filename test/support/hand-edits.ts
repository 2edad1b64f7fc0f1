/** What hands do to a host, one line each, for case files: `stop shop/web/1`, `limit shop/web/1 1g`. */
import type { ObservedContainer, ObservedRoute, ObservedState } from '../../src/model/state.js'
import type { ModelWorld } from './model-world.js'
import { exited } from './model-world.js'

export function editByHand(world: ModelWorld, line: string): ModelWorld {
  const [verb = '', target = '', ...rest] = line.split(' ')
  const edit = EDITS[verb]
  if (!edit) throw new Error(`no hand can ${verb}`)
  return { ...world, observed: edit(world.observed, target, rest) }
}

type Edit = (observed: ObservedState, target: string, rest: readonly string[]) => ObservedState

const container = (change: (live: ObservedContainer, rest: readonly string[]) => ObservedContainer | undefined): Edit => (observed, target, rest) => {
  const isTarget = (live: ObservedContainer): boolean => `${live.app}/${String(live.replica)}` === target || live.name === target
  if (!observed.containers.some(isTarget)) throw new Error(`there is no container ${target}`)
  return { ...observed, containers: observed.containers.flatMap((live) => (isTarget(live) ? (change(live, rest) ?? []) : live)) }
}

const route = (change: (live: ObservedRoute, rest: readonly string[]) => ObservedRoute | undefined): Edit => (observed, target, rest) => {
  if (!observed.routes.some(({ app }) => app === target)) throw new Error(`there is no route of ${target}`)
  return { ...observed, routes: observed.routes.flatMap((live) => (live.app === target ? (change(live, rest) ?? []) : live)) }
}

const EDITS: Readonly<Record<string, Edit>> = {
  stop: container((live) => exited(live, 143)),
  exit: container((live, [code]) => exited(live, Number(code))),
  kill: container((live) => ({ ...exited(live, 137), state: 'dead' })),
  pause: container((live) => ({ ...live, state: 'paused' })),
  sicken: container((live) => ({ ...live, health: 'unhealthy' })),
  remove: container(() => undefined),
  unstart: container((live) => ({ ...exited(live), state: 'created', startedAt: '' })),
  rename: container((live, [name = '']) => ({ ...live, name })),
  memory: container((live, [bytes]) => ({ ...live, limits: { ...live.limits, memoryBytes: Number(bytes) } })),
  cpus: container((live, [cpus]) => ({ ...live, limits: { ...live.limits, cpus: Number(cpus) } })),
  pids: container((live, [pids]) => ({ ...live, limits: { ...live.limits, pids: Number(pids) } })),
  restart: container((live, [policy]) => ({ ...live, restart: { policy: policy as 'always', maxRetries: 0 } })),
  env: container((live, [name = '', value = '']) => ({ ...live, env: { ...live.env, [name]: value } })),
  unset: container((live, [name]) => ({ ...live, env: Object.fromEntries(Object.entries(live.env).filter(([key]) => key !== name)) })),
  label: container((live, [name = '', value = '']) => ({ ...live, labels: { ...live.labels, [name]: value } })),
  mount: container((live, [source = '', target = '']) => ({ ...live, mounts: [...live.mounts, { kind: 'volume', source, target, readOnly: false }] })),
  publish: container((live, [port]) => ({ ...live, ports: [...live.ports, { hostAddress: '127.0.0.1', hostPort: Number(port), containerPort: Number(port), protocol: 'tcp' }] })),
  privilege: container((live) => ({ ...live, noNewPrivileges: false, capabilities: [...live.capabilities, 'CAP_SYS_ADMIN'] })),
  command: container((live, command) => ({ ...live, command })),
  healthcheck: container((live, command) => ({ ...live, healthCheck: { command, intervalMs: 30_000, timeoutMs: 30_000, retries: 3, startPeriodMs: 0 } })),
  unhealthcheck: container(({ healthCheck: _, ...live }) => live),
  retag: (observed, target) => ({ ...observed, images: { ...observed.images, [target]: `sha256:${'ab'.repeat(32)}` } }),
  untag: (observed, target) => ({ ...observed, images: Object.fromEntries(Object.entries(observed.images).filter(([ref]) => ref !== target)) }),
  leave: container((live, [network]) => ({ ...live, networks: live.networks.filter((item) => item.network !== network) })),
  join: container((live, [network = '']) => ({ ...live, networks: [...live.networks, { network, aliases: [live.engineId.slice(0, 12)], address: '10.9.9.9' }] })),
  alias: container((live, aliases) => ({ ...live, networks: live.networks.map((item) => ({ ...item, aliases })) })),
  engineAliases: container((live) => ({ ...live, networks: live.networks.map((item) => ({ ...item, aliases: [...item.aliases, live.engineId.slice(0, 12), live.name] })) })),
  readdress: container((live, [address = '']) => ({ ...live, networks: live.networks.map((item) => ({ ...item, address })) })),
  'leave-run': (observed, target, [name = '']) => {
    const live = observed.containers.find((item) => `${item.app}/${String(item.replica)}` === target)
    if (!live) throw new Error(`there is no container ${target}`)
    return { ...observed, containers: [...observed.containers, { ...exited(live), engineId: `c1${live.engineId.slice(2)}`, name, replica: 0, fingerprint: 'v1:0', ports: [] }] }
  },
  copy: (observed, target, [name = '', fingerprint = '']) => {
    const live = observed.containers.find((item) => `${item.app}/${String(item.replica)}` === target)
    if (!live) throw new Error(`there is no container ${target}`)
    return { ...observed, containers: [...observed.containers, { ...live, engineId: `c0${live.engineId.slice(2)}`, name, fingerprint: fingerprint || live.fingerprint, env: { ...live.env, ...(fingerprint && { OLD: 'yes' }) }, startedAt: '2026-01-01T00:00:00Z' }] }
  },
  'route-host': route((live, [host = '']) => ({ ...live, canonical: false, ...(live.content && { content: { ...live.content, rules: live.content.rules.map((rule) => ({ ...rule, host })) } }) })),
  'route-servers': route((live, servers) => ({ ...live, canonical: false, ...(live.content && { content: { ...live.content, servers } }) })),
  'route-canary': route((live, servers) => ({ ...live, fingerprint: 'v1:of a canary', ...(live.content && { content: { ...live.content, canary: { servers, percent: 10 } } }) })),
  'route-page': route((live, servers) => ({ ...live, fingerprint: 'v1:of an earlier page', ...(live.content?.errorPage && { content: { ...live.content, errorPage: { ...live.content.errorPage, servers } } }) })),
  'route-comment': route((live) => ({ ...live, canonical: false })),
  'route-break': route(({ content: _, ...live }) => ({ ...live, canonical: false, fingerprint: '' })),
  'route-served': route((live, [served]) => ({ ...live, served: served as 'missing' })),
  'route-delete': route(() => undefined),
  'foreign-container': (observed, name, ports) => ({
    ...observed,
    foreignContainers: [...observed.foreignContainers, { engineId: `foreign-${name}`, name, ports: ports.map((port) => ({ hostAddress: '0.0.0.0', hostPort: Number(port), containerPort: 80, protocol: 'tcp' })) }],
  }),
  'foreign-network': (observed, name, subnets) => ({ ...observed, networks: [...observed.networks, { engineId: `foreign-${name}`, name, owner: 'foreign', project: '', subnets }] }),
  'foreign-volume': (observed, name) => ({ ...observed, volumes: [...observed.volumes, { name, owner: 'foreign' }] }),
  blind: (observed, kind) => ({ ...observed, incomplete: { ...observed.incomplete, [kind]: { code: 'engine-timeout', subject: `cannot list ${kind}s`, cause: 'no answer within 10 s', retry: 'backoff' } } }),
}
