/** A host in memory whose web app has a release that came out, and what is asked of it while a newer one is held. */
import { look } from '../../src/engine/look.js'
import { status } from '../../src/engine/status.js'
import type { Plan } from '../../src/model/plan.js'
import type { AppStatus } from '../../src/model/run.js'
import type { FakeContainer } from '../fakes/docker-state.js'
import { shop } from '../fakes/manifests.js'
import { EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

export const NEVER = new AbortController().signal
export const ROUTED = 'port: 80, domains: [shop.localhost]'
export const GOOD = `{ image: "web:1", ${ROUTED}, replicas: 2, limits: { memory: 64m }, deploy: { drain: 0s } }`
export const BAD = shop({ web: '{ image: "exits:1", port: 80, domains: [new.localhost], replicas: 3, limits: { memory: 128m }, deploy: { drain: 0s } }' })

export async function world(manifest = shop({ web: GOOD })): Promise<World> {
  const made = createWorld({ images: { 'exits:1': EXITING_PROGRAM } })
  made.commit(manifest)
  await made.converge()
  return made
}

/** A good release, then a commit whose release fails once. */
export async function rejected(manifest = BAD): Promise<World> {
  const made = await world()
  made.commit(manifest)
  await made.pass()
  made.faults.forgetCalls()
  return made
}

export const live = (made: World, app = 'shop/web'): readonly FakeContainer[] => [...made.engine.state.containers.values()].filter(({ spec }) => spec?.app === app)
export const images = (made: World, app = 'shop/web'): readonly (string | undefined)[] => live(made, app).filter(({ state }) => state === 'running').map(({ spec }) => spec?.image)
export const hosts = (made: World, app: string): readonly string[] => [...made.traefik.files.values()].filter((file) => file.app === app).flatMap((file) => (file.content?.rules ?? []).map(({ host }) => host))
export const removeAll = (made: World, app = 'shop/web'): void => { for (const { name } of live(made, app)) made.hand.remove(name) }
/** Failed attempts at the web app. */
export const tries = (made: World): number => made.events.filter((event) => event.type === 'app-failed' && event.app === 'shop/web').length

export async function statusOf(made: World, app = 'web'): Promise<AppStatus> {
  const found = (await status(made.ports, made.config, NEVER)).apps.find((one) => one.app === app)
  if (!found) throw new Error(`no ${app}`)
  return found
}

export async function planOf(made: World): Promise<Plan> {
  const { plan } = await look(made.ports, made.config, { fetch: 'local', freshness: 'live' }, NEVER)
  if (!plan) throw new Error('no plan')
  return plan
}
