/** Status: two axes, conditions in Flux's words, one sentence, and no secret. */
import { describe, expect, it } from 'vitest'
import { worstHealth } from '../../src/engine/report.js'
import { status } from '../../src/engine/status.js'
import { failure } from '../../src/model/failure.js'
import type { AppStatus, StatusReport } from '../../src/model/run.js'
import { shop } from '../fakes/manifests.js'
import { CHECKED_PROGRAM, DEAF_PROGRAM, EXITING_PROGRAM } from '../fakes/program.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'

const NEVER = new AbortController().signal
const BAD_WEB = shop({ web: '{ image: "exits:1", port: 80, domains: [shop.localhost] }' })

async function running(manifest = shop()): Promise<World> {
  const world = createWorld({ images: { 'exits:1': EXITING_PROGRAM, 'deaf:1': DEAF_PROGRAM, 'checked:1': CHECKED_PROGRAM } })
  world.commit(manifest)
  await world.converge()
  return world
}

const ask = (world: World): Promise<StatusReport> => status(world.ports, world.config, NEVER)

function appOf(report: StatusReport, name: string): AppStatus {
  const found = report.apps.find((app) => `${app.project}/${app.app}` === name)
  if (!found) throw new Error(`no ${name} in the report`)
  return found
}

const words = ({ conditions }: AppStatus): readonly string[] => conditions.map((one) => `${one.type} ${one.status} ${one.reason}`)
const nameOf = (world: World, app: string): string => world.containers().find((one) => one.app === app)?.name ?? ''

describe('status', () => {
  it('says in one sentence that all is well', async () => {
    const report = await ask(await running())
    expect(report).toMatchObject({ sync: 'Synced', health: 'Healthy', verdict: expect.stringMatching(/^All 4 apps are up to date and working at main@sha1:[0-9a-f]{7}\.$/) as string })
    expect(appOf(report, 'shop/web')).toMatchObject({ ready: 1, replicas: 1, urls: ['http://shop.localhost:8080/'] })
    expect(words(appOf(report, 'shop/web'))).toEqual(['Ready True ReconciliationSucceeded'])
  })

  it('asks no remote and changes nothing', async () => {
    const world = await running()
    world.faults.forgetCalls()
    await ask(world)
    expect([world.faults.writes, world.faults.reads.filter((read) => read.startsWith('fetch'))]).toEqual([[], []])
  })

  it('keeps a failed release apart from the health of what still serves', async () => {
    const world = await running()
    world.commit(BAD_WEB)
    const pass = await world.pass()
    const web = appOf(await ask(world), 'shop/web')
    expect([pass.run.verdict, web.sync, web.health]).toEqual(['failed', 'OutOfSync', 'Healthy'])
    expect(words(web)).toEqual(['Ready False ReleaseRejected', 'Stalled True ReleaseRejected', 'Kept True LastRelease'])
    expect(web.conditions[0]?.message).toContain('with code 3')
  })

  it('tells a failure of the world, which is tried again, from one of the release', async () => {
    const world = await running()
    world.faults.add({ call: 'pullImage', kind: 'fail', times: 1, failure: failure('registry-unreachable', { subject: 'cannot pull web:2', cause: 'no route to host' }) })
    world.commit(shop({ web: '{ image: "web:2", port: 80, domains: [shop.localhost] }' }))
    await world.pass()
    expect(words(appOf(await ask(world), 'shop/web'))).toEqual(['Ready False ArtifactFailed', 'Reconciling True ProgressingWithRetry'])
  })

  it('says of a release that a newer revision overtook just that', async () => {
    const world = await running()
    const before = world.store.runs.at(-1)
    world.commit(shop({ web: '{ image: "web:2", port: 80, domains: [shop.localhost] }' }))
    if (before) world.store.runs.push({ ...before, id: 99, verdict: 'superseded', outcomes: [{ id: 'container/shop/web/1', app: 'shop/web', action: 'replace', result: 'skipped', because: 'superseded' }] })
    await world.ports.source.fetch(world.config.repository, NEVER)
    const web = appOf(await ask(world), 'shop/web')
    expect(words(web)).toEqual(['Ready False Superseded', 'Reconciling True Superseded'])
    expect(web.conditions[0]?.message).toBe('Not released: a newer revision arrived')
  })

  it('names the fields that somebody changed by hand', async () => {
    const world = await running(shop({ head: 'policy: { drift: report }' }))
    world.hand.update(nameOf(world, 'shop/job'), { memoryBytes: 7_000_000 })
    const job = appOf(await ask(world), 'shop/job')
    expect(words(job)).toEqual(['Ready False DriftDetected', 'Stalled True Blocked', 'Drifted True DriftDetected'])
    expect(job.conditions.at(-1)?.message).toBe('Changed by hand: limits.memory')
  })

  it('tells stopped, missing, starting and parked apart', async () => {
    const world = await running(shop({ side: '{ image: "worker:1", replicas: 0 }', web: '{ image: "checked:1", port: 80, domains: [shop.localhost] }' }))
    world.hand.stop(nameOf(world, 'shop/job'))
    const web = world.engine.find(nameOf(world, 'shop/web'))
    if (web) Object.assign(web, { startedMs: world.clock.monotonicMs() })
    const first = await ask(world)
    world.hand.remove(nameOf(world, 'shop/job'))
    const second = await ask(world)
    expect([appOf(first, 'shop/job').health, appOf(first, 'shop/web').health, appOf(first, 'other/side').health, appOf(second, 'shop/job').health]).toEqual(['Degraded', 'Progressing', 'Suspended', 'Missing'])
    expect([first.health, second.health]).toEqual(['Degraded', 'Missing'])
    expect(first.verdict).toBe('1 of 4 apps is not working: shop/job.')
  })

  it('shows the last good revision beside the diagnostics of a bad one', async () => {
    const world = await running()
    world.commit('version: 1\nprojects: { shop: { apps: { web: { image: 5 } } } }')
    await world.pass()
    const report = await ask(world)
    expect(report.source).toMatchObject({ status: 'False', reason: 'BuildFailed' })
    expect(report.diagnostics.length).toBeGreaterThan(0)
    expect(report.verdict).toMatch(/^The newest commit cannot be used: .*The last good one stays in force\.$/)
    expect(appOf(report, 'shop/web').health).toBe('Healthy')
    expect(report.appliedRevision?.commit).not.toBe(report.revision?.commit)
  })

  it('knows nothing when the engine is down, and does not call it well', async () => {
    const world = await running()
    world.engine.state.up = false
    expect(await ask(world)).toMatchObject({ sync: 'Unknown', health: 'Unknown', verdict: expect.stringContaining('docker.sock') as string })
  })

  it('tells of data that the next release would begin without, and of none that a preview or a volume holds', async () => {
    const world = await running()
    const observed = { ...world.ports, runtime: { ...world.ports.runtime, observe: async (...asked: Parameters<typeof world.ports.runtime.observe>) => {
      const seen = await world.ports.runtime.observe(...asked)
      return seen.ok ? { ok: true as const, value: { ...seen.value, containers: seen.value.containers.map((one) => (one.app === 'shop/web' ? { ...one, unheld: ['/data', '/config'] } : one)) } } : seen
    } } }
    const report = await status(observed, world.config, NEVER)
    expect(words(appOf(report, 'shop/web'))).toEqual(['Ready True ReconciliationSucceeded', 'DataUnheld True UnnamedVolume'])
    expect(appOf(report, 'shop/web').conditions[1]?.message).toBe('The image keeps data at /config and /data, which no volume of the manifest holds: the next release begins without it. If it is to stay, add to shop/web: volumes: ["data:/config"]')
    expect(report.health).toBe('Healthy')
  })

  it('says who suspended it', async () => {
    const world = await running()
    world.ports.store.suspend({ by: 'ann', reason: 'tests', since: '2026-01-01T00:00:00Z' })
    world.hand.stop(nameOf(world, 'shop/job'))
    const report = await ask(world)
    expect(report.verdict).toMatch(/^Suspended by ann\. /)
    expect(words(appOf(report, 'shop/job'))[0]).toBe('Ready False Suspended')
  })

  it('lists an app that git has let go of while it is still there', async () => {
    const world = await running()
    world.commit('version: 1\npolicy: { prune: false }\nprojects:\n  shop:\n    apps:\n      web: { image: "web:1", port: 80, domains: [shop.localhost] }\n      job: { image: "worker:1", volumes: ["data:/data"] }\n')
    await world.pass()
    const side = appOf(await ask(world), 'other/side')
    expect([side.type, side.sync, words(side)[0]]).toEqual(['removed', 'OutOfSync', 'Ready False PruneBlocked'])
  })

  it('never carries an env value', async () => {
    const world = await running()
    world.commit(shop({ job: '{ image: "worker:1", volumes: ["data:/data"], env: { TOKEN: hush-hush } }' }))
    await world.ports.source.fetch(world.config.repository, NEVER)
    const report = await ask(world)
    expect(appOf(report, 'shop/job').changes.flatMap((change) => change.fields.map((field) => field.field))).toContain('env.TOKEN')
    expect(JSON.stringify(report)).not.toContain('hush-hush')
  })
})

describe('worstHealth', () => {
  it('is as bad as the worst child', () => {
    expect([worstHealth([]), worstHealth(['Healthy', 'Missing', 'Progressing']), worstHealth(['Degraded', 'Unknown'])]).toEqual(['Healthy', 'Missing', 'Unknown'])
  })
})
