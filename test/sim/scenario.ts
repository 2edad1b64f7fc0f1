/** Random commits and random mishaps, made from a seed alone: a failing seed is the whole report of a failure. */
import type { Random } from '../fakes/random.js'
import type { Files } from '../fakes/source.js'
import type { World } from '../fakes/world.js'

const PROJECTS = ['shop', 'blog'] as const
const NAMES = ['api', 'web', 'job'] as const
const GOOD_IMAGES = ['web:1', 'web:2', 'worker:1', 'worker:2', 'checked:1']
const BAD_IMAGES = ['exits:1', 'deaf:1', 'gone:1', 'sick:1']

export interface Commit {
  readonly manifest: string
  readonly files: Files
}

/** `good` commits can be converged to; the others may hold anything. */
export function randomCommit(random: Random, quality: 'good' | 'any'): Commit {
  if (quality === 'any' && random.chance(0.1)) return { manifest: random.pick(['version: 1\nprojects: {', 'version: 1\nprojcts: {}\n', 'version: 1\nprojects: {}\n', '']), files: {} }
  const projects = PROJECTS.map((project) => {
    const apps = NAMES.filter(() => random.chance(0.75)).map((name, index, all) => `      ${name}: ${randomApp(random, { project, name, before: all.slice(0, index), quality })}`)
    return apps.length > 0 ? [`  ${project}:\n    apps:\n${apps.join('\n')}`] : []
  }).flat()
  const version = String(random.below(3))
  const dockerfile = quality === 'any' && random.chance(0.2) ? `FROM x\nRUN false # ${version}\n` : `FROM x\n# ${version}\n`
  return { manifest: projects.length > 0 ? `version: 1\nprojects:\n${projects.join('\n')}\n` : 'version: 1\nprojects: {}\n', files: { 'src/Dockerfile': dockerfile } }
}

interface AppAt {
  readonly project: string
  readonly name: string
  readonly before: readonly string[]
  readonly quality: 'good' | 'any'
}

function randomApp(random: Random, { project, name, before, quality }: AppAt): string {
  const image = quality === 'any' && random.chance(0.25) ? random.pick(BAD_IMAGES) : random.pick(GOOD_IMAGES)
  const keys = [random.chance(0.2) ? 'build: src' : `image: "${image}"`]
  if (name === 'web') keys.push('port: 80', `domains: [${random.pick(['a', 'b'])}.${project}.localhost]`)
  const details = randomDetails(random, before)
  const isPair = name === 'web' && !details.some((key) => key.startsWith('volumes'))
  return `{ ${[...keys, ...details, ...randomRelease(random, { quality, isPair })].join(', ')} }`
}

function randomDetails(random: Random, before: readonly string[]): readonly string[] {
  const keys: string[] = []
  if (random.chance(0.3)) keys.push('volumes: ["data:/data"]')
  else if (random.chance(0.3)) keys.push(`replicas: ${String(random.below(3))}`)
  if (random.chance(0.3)) keys.push(`env: { MODE: "${String(random.below(2))}" }`)
  if (random.chance(0.3)) keys.push(`limits: { memory: ${String(64 * (1 + random.below(2)))}m }`)
  if (before.length > 0 && random.chance(0.3)) keys.push(`dependsOn: [${random.pick(before)}]`)
  return keys
}

/** `isPair`: requests are led to it, and two of it can run at once. */
function randomRelease(random: Random, { quality, isPair }: { readonly quality: 'good' | 'any'; readonly isPair: boolean }): readonly string[] {
  const deploy: string[] = []
  if (random.chance(0.3)) deploy.push(`pre: [${random.pick(quality === 'any' ? ['"true"', 'sleep, 2', '"false"'] : ['"true"', 'sleep, 2'])}]`)
  if (isPair && random.chance(0.3)) deploy.push('strategy: canary, canary: { weights: [20, 60], every: 1s }')
  else if (random.chance(0.1)) deploy.push('strategy: recreate')
  if (random.chance(0.3)) deploy.push(`window: ${random.pick(['0s', '500ms', '2s'])}, drain: ${random.pick(['0s', '1s'])}`)
  const health = isPair && random.chance(0.3) ? [`health: ${random.pick(['/up', '{ tcp: true }', '{ path: /up, status: 200 }'])}`] : []
  return [...(deploy.length > 0 ? [`deploy: { ${deploy.join(', ')} }`] : []), ...health]
}

/** One thing that happens to the host while nobody looks. */
export function mishap(world: World, random: Random, restarts: 'with restarts' | 'without restarts' = 'with restarts'): string {
  const own = world.containers()
  const routes = [...world.traefik.files.keys()]
  const container = own.length > 0 ? random.pick(own).name : undefined
  const route = routes.length > 0 ? random.pick(routes) : undefined
  const deeds: Readonly<Record<string, () => void>> = {
    'source down': () => { world.remote.up = false },
    'source up': () => { world.remote.up = true },
    'engine down': () => { world.engine.state.up = false },
    'engine up': () => { world.engine.state.up = true },
    'engine crash': () => world.hand.crashEngine(),
    ...(restarts === 'with restarts' && { 'store wiped': () => world.wipeStore(), 'process restart': () => world.restart() }),
    'lost answer': () => world.faults.add({ call: '*', kind: 'lost', times: 1, after: random.below(6) }),
    'failing call': () => world.faults.add({ call: '*', kind: 'fail', times: 1 + random.below(2), after: random.below(6) }),
    'hanging call': () => world.faults.add({ call: random.pick(['startContainer', 'createContainer', 'runState', 'confirmRoute', 'observeRoutes', 'observe']), kind: 'hang', times: 1 }),
    ...(container && {
      'rm -f': () => world.hand.remove(container),
      stop: () => world.hand.stop(container),
      pause: () => world.hand.pause(container),
      rename: () => world.hand.rename(container, `by-hand-${container}`.slice(0, 60)),
      limits: () => world.hand.update(container, { memoryBytes: 7_000_000 }),
      disconnect: () => world.hand.disconnect(container, `mist-${random.pick(PROJECTS)}`),
    }),
    ...(route && {
      'route edited': () => world.hand.editRoute(route, 'evil.localhost'),
      'route broken': () => world.hand.breakRoute(route),
      'route deleted': () => world.hand.deleteRoute(route),
    }),
  }
  const name = random.pick(Object.keys(deeds))
  deeds[name]?.()
  return container && ['rm -f', 'stop', 'pause', 'rename', 'limits', 'disconnect'].includes(name) ? `${name} ${container}` : name
}
