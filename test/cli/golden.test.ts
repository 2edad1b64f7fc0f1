/** What mistctl prints and how it ends, verb by verb, as a person sees it. The texts lie in `golden/`. */
import { describe, it } from 'vitest'
import { EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { createCli, expectGolden } from './support/cli.js'

const SHOP = `version: 1
projects:
  shop:
    apps:
      web:
        image: web:1
        port: 8080
        domains: [shop.example.com]
        env: { LOG_LEVEL: info }
      worker:
        image: worker:1
        limits: { memory: 128m }
`

const MANY = `version: 1
projects:
  shop:
    apps:
      a: { image: worker:1, volumes: ["data:/data"] }
      b: { image: worker:1 }
      c: { image: worker:1 }
      d: { image: worker:1 }
`

function worldWith(manifest: string, options: Parameters<typeof createWorld>[0] = {}): World {
  const world = createWorld(options)
  world.commit(manifest)
  return world
}

function nameOf(world: World, app: string): string {
  return world.containers().find((one) => one.app === app)?.name ?? ''
}

describe('mistctl', () => {
  it('shows what a bare host lacks', () => expectGolden('diff-bare', createCli({ world: worldWith(SHOP) }), 'diff', 'diff shop/worker', 'diff --exit-zero -q'))

  it('applies a bare host and has nothing left to do', async () => {
    await expectGolden('apply-bare', createCli({ world: worldWith(SHOP) }), 'apply', 'apply', 'diff', 'status', 'history', 'events')
  })

  it('shows the status of a host on which nothing was ever applied', () => expectGolden('status-never', createCli({ world: worldWith(SHOP) }), 'status', 'history', 'events'))

  it('shows drift with both values and heals it', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    world.hand.update(nameOf(world, 'shop/worker'), { memoryBytes: 1024 ** 3 })
    world.hand.stop(nameOf(world, 'shop/web'))
    await expectGolden('drift', createCli({ world }), 'diff', 'status', 'status shop/worker', 'apply', 'status')
  })

  it('tells of a release that failed, and why', async () => {
    const world = worldWith(SHOP, { images: { 'web:2': EXITING_PROGRAM } })
    await world.converge()
    world.commit(SHOP.replace('web:1', 'web:2'))
    await expectGolden('apply-failed', createCli({ world }), 'apply', 'status', 'history -n 1', 'logs shop/web --run 2', 'logs shop/web', 'diff', 'apply', 'apply --retry shop/web')
  })

  it('refuses an invalid file, with the place', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    world.commit(SHOP.replace('port:', 'prot:'))
    await expectGolden('invalid', createCli({ world }), 'diff', 'apply', 'status', 'render', 'history -n 1')
  })

  it('holds back a mass deletion until it is confirmed', async () => {
    const world = worldWith(MANY)
    await world.converge()
    const commit = world.commit('version: 1\nprojects: { shop: { apps: { d: { image: "worker:1" } } } }\n')
    await expectGolden('mass-deletion', createCli({ world }), 'diff', 'apply', 'prune', 'prune --confirm=abc', 'prune --confirm=0000000', `prune --confirm=${commit.slice(0, 12)}`, 'prune', 'prune -o json')
  })

  it('suspends and resumes, with who, why and until when', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    world.commit(SHOP.replace('info', 'debug'))
    const cli = createCli({ world })
    await expectGolden('suspend', cli, 'suspend --reason "moving house" --for 2h', 'diff', 'apply', 'status', 'resume', 'resume', 'suspend --for soon', 'suspend --until 2020-01-01', 'suspend -o json', 'resume -o json')
  })

  it('goes back to an earlier release, holds the app there and lets it go', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    world.commit(SHOP.replace('web:1', 'web:2').replace('info', 'debug'))
    await world.converge()
    const cli = createCli({ world })
    await expectGolden('rollback', cli, 'rollback shop/web --list', 'rollback shop/web', 'status', 'diff', 'apply', 'rollback shop/web --list', 'rollback shop/web --undo', 'rollback shop/web --undo', 'rollback shop/web 1 -o json', 'rollback shop/web --list -o json', 'rollback shop/web --undo -o json')
  })

  it('refuses a rollback that cannot be, and takes one back that fails', async () => {
    const world = worldWith(SHOP, { images: { 'web:2': { ...EXITING_PROGRAM } } })
    await world.converge()
    const cli = createCli({ world })
    await expectGolden('rollback-refused', cli, 'rollback', 'rollback shop', 'rollback shop/wbe', 'rollback shop/web', 'rollback shop/web 9', 'rollback shop/web 1', 'rollback shop/web first', 'rollback shop/web --undo', 'rollback shop/web --undo -o json')
  })

  it('leaves what runs when the earlier release does not come up any more', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    const first = world.engine.state.images.get('web:1')
    world.commit(SHOP.replace('web:1', 'web:2'))
    await world.converge()
    if (first) world.engine.state.images.set('web:1', { ...first, program: EXITING_PROGRAM })
    await expectGolden('rollback-failed', createCli({ world }), 'rollback shop/web', 'status', 'rollback shop/web -o json')
  })

  it('answers about selectors that name nothing', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    await expectGolden('selectors', createCli({ world }), 'diff shop/wbe', 'apply web', 'status blog', 'logs shop/wörker', 'history shop/webb', 'render a/b/c')
  })

  it('prints the configuration with every default', () => expectGolden('render', createCli({ world: worldWith(SHOP) }), 'render shop', 'render shop/worker -o json'))

  it('shows what apps wrote', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    await expectGolden('logs', createCli({ world }), 'logs shop', 'logs shop/web --timestamps', 'logs shop/web -o json', 'logs shop/web --build', 'logs shop --build', 'logs shop --tail none', 'logs')
  })

  it('checks a host that is well', async () => {
    const world = worldWith(SHOP)
    await world.converge()
    await expectGolden('doctor', createCli({ world, host: { httpStatus: () => Promise.resolve(200) } }), 'doctor', 'version', 'version -o json')
  })

  it('answers wrong usage with what was meant', async () => {
    await expectGolden('usage', createCli({ world: worldWith(SHOP) }), 'dif', 'diff --exit-zer', '-o xml diff', 'diff --timeout soon', 'logs', 'completion tcsh', 'diff -f nowhere', 'apply -f -', 'diff one two')
  })

  it('writes first files and leaves what is there', () => expectGolden('init', createCli({ world: createWorld() }), 'init ops', 'validate ops', 'init ops', 'init ops -o json'))

  it('shows its help', () => expectGolden('help', createCli({ world: createWorld() }), '--help', 'diff --help', 'logs --help', 'help apply', '--version', 'apply -V'))
})
