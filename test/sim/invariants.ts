/** What must hold at every moment, and what must hold once the world leaves Mist in peace. */
import type { World } from '../fakes/world.js'

export interface Watch {
  /** Throws with what is wrong. */
  check(): void
}

/** Foreign objects stay, own volumes stay with their content, whatever happens. */
export function watchOver(world: World): Watch {
  const contents = new Map<string, string>()
  const foreign = foreignObjects(world)
  return {
    check: () => {
      const { violations, volumes } = world.engine.state
      if (violations.length > 0) throw new Error(violations.join('; '))
      for (const [name, content] of contents) {
        if (volumes.get(name)?.content !== content) throw new Error(`the volume ${name} lost its content`)
      }
      for (const { name, content, instance } of volumes.values()) {
        if (instance !== '') contents.set(name, content)
      }
      const now = foreignObjects(world)
      const lost = foreign.filter((object) => !now.includes(object))
      if (lost.length > 0) throw new Error(`foreign objects were touched: ${lost.join(', ')}`)
    },
  }
}

function foreignObjects({ engine }: World): readonly string[] {
  const { containers, networks, volumes } = engine.state
  return [
    ...[...containers.values()].filter((one) => one.instance === '').map((one) => `container ${one.name} ${one.id}`),
    ...[...networks.values()].filter((one) => one.instance === '').map((one) => `network ${one.name} ${one.id}`),
    ...[...volumes.values()].filter((one) => one.instance === '').map((one) => `volume ${one.name} ${one.content}`),
  ]
}

/** Exactly what git says and nothing else: no orphan, no wrong route, everything serving. */
export function differences(world: World, desired: NonNullable<Awaited<ReturnType<World['pass']>>['look']['desired']>): readonly string[] {
  const wanted = desired.apps.flatMap((app) => app.containers.map((one) => `${app.key}/${String(one.replica)} ${one.fingerprint} running`)).sort()
  const live = world.containers().map(({ id, state }) => {
    const spec = world.engine.find(id)?.spec
    return `${spec?.app ?? ''}/${String(spec?.replica)} ${spec?.fingerprint ?? ''} ${state}`
  }).sort()
  const hosts = desired.apps.flatMap((app) => app.route?.rules.map((rule) => `${app.key} ${rule.host}`) ?? []).sort()
  const served = [...world.traefik.files.values()].flatMap((file) => file.content?.rules.map((rule) => `${file.app} ${rule.host}`) ?? [`${file.app} broken`]).sort()
  const reached = [...world.traefik.serving().values()].flatMap((content) => content.servers).filter((url) => world.engine.find(new URL(url).hostname)?.state !== 'running')
  const networks = [...world.engine.state.networks.values()].filter((one) => one.instance !== '').map((one) => one.name).sort()
  return [
    ...compare('containers', wanted, live),
    ...compare('routes', hosts, served),
    ...compare('networks', desired.networks.map((one) => one.name).sort(), networks),
    ...reached.map((url) => `a route leads to ${url}, which does not run`),
  ]
}

function compare(what: string, wanted: readonly string[], live: readonly string[]): readonly string[] {
  return JSON.stringify(wanted) === JSON.stringify(live) ? [] : [`${what}: wanted ${wanted.join(', ')}; live ${live.join(', ')}`]
}
