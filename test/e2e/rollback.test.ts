/** Back to an earlier release: at once under load, held until git says something else, and by `git revert` without a build. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, startProber, type LiveContainer, type Stage } from './stage.js'
import { eventsIn } from './stage/watch.js'

interface Release {
  readonly version: '1' | '2' | '3'
  readonly level: string
  readonly memory: string
  readonly domains: string
}

const GOOD: Release = { version: '1', level: 'info', memory: '64m', domains: 'shop.localhost' }
/** Healthy, and wrong. */
const WRONG: Release = { version: '2', level: 'debug', memory: '128m', domains: 'shop.localhost, wrong.localhost' }

function files({ version, level, memory, domains }: Release, more = ''): Readonly<Record<string, string>> {
  return {
    'web/Dockerfile': `FROM mist-lab/web:${version}\n`,
    'mist.yaml': `version: 1
defaults: { deploy: { drain: 1s, timeout: 60s, keep: 2 } }
projects:
  shop:
    apps:
      web: { build: web, port: 8080, domains: [${domains}], env: { LEVEL: ${level} }, limits: { memory: ${memory} } }
  # Some lines apart, so that reverting one change is no conflict with the other.
  tools:
    apps:
      docs: { image: "mist-lab/web:3", port: 8080 }
${more}`,
  }
}

interface Listed {
  readonly releases: readonly { readonly number: number; readonly image: { readonly ref: string }; readonly state: string }[]
}

let stage: Stage
let wrong: string

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(files(GOOD))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  wrong = await stage.deploy(files(WRONG), 'Be wrong')
})

afterAll(() => stage.close())

interface Seen {
  readonly version: string
  readonly level: string | undefined
  readonly memory: number
  readonly wrongDomain: number
}

async function seen(): Promise<Seen> {
  const { inspect } = await stage.container('shop/web')
  return {
    version: (await stage.http('shop.localhost', '/version')).body.trim(),
    level: (inspect.Config.Env ?? []).find((line) => line.startsWith('LEVEL='))?.slice('LEVEL='.length),
    memory: inspect.HostConfig.Memory,
    wrongDomain: (await stage.http('wrong.localhost', '/version')).status,
  }
}

const AS_GOOD: Seen = { version: '1', level: 'info', memory: 64 * 2 ** 20, wrongDomain: 404 }
const AS_WRONG: Seen = { version: '2', level: 'debug', memory: 128 * 2 ** 20, wrongDomain: 200 }

/** How often mistd began to make an image since then. */
function imagesMade(mark: number): number {
  return eventsIn(stage.mistd.log(mark)).filter(({ event, step }) => event === 'step-succeeded' && step === 'ensure-image').length
}

async function heldAt(): Promise<string | undefined> {
  const web = (await stage.status()).apps.find(({ app }) => app === 'web')
  return web?.conditions.find(({ type }) => type === 'RolledBack')?.message
}

describe('a release that is healthy and wrong', () => {
  let rolledBack: LiveContainer

  it('is rolled back whole, at once and without a failed request', async () => {
    expect(await seen()).toEqual(AS_WRONG)
    const prober = startProber(() => stage.http('shop.localhost', '/version'), '')
    const mark = stage.mistd.mark()
    const { code, stdout, stderr } = await stage.mistctl('rollback', 'shop/web')
    const { asked, bad } = await prober.stop()
    expect(code, stdout + stderr).toBe(0)
    expect(await seen()).toEqual(AS_GOOD)
    expect(bad).toEqual([])
    expect(asked).toBeGreaterThan(10)
    expect(stdout).toContain(`git revert ${wrong.slice(0, 12)}`)
    expect(imagesMade(mark)).toBe(0)
    rolledBack = await stage.container('shop/web')
  })

  it('stays rolled back through passes, another app’s commit and a new mistd', async () => {
    await stage.deploy(files(WRONG, '      other: { image: "mist-lab/web:3", port: 8080 }\n'), 'Another app')
    await stage.mistd.kill9()
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect((await stage.container('shop/web')).id).toBe(rolledBack.id)
    expect(await heldAt()).toMatch(/^Held at release 1 .* by /)
    const diff = await stage.mistctl('diff')
    expect([diff.code, diff.stdout]).toEqual([0, expect.stringContaining('Held: shop/web at release 1')])
  })

  it('is healed as the release that it was led back to', async () => {
    await docker('rm', '--force', rolledBack.id)
    await stage.until('it runs again', async () => (await stage.containers()).some(({ app, state }) => app === 'shop/web' && state === 'running'))
    await stage.until('it answers again', async () => (await stage.http('shop.localhost', '/version')).status === 200)
    expect(await seen()).toEqual(AS_GOOD)
    rolledBack = await stage.container('shop/web')
  })

  it('is let go by the revert, which builds nothing and finds everything as it is', async () => {
    const mark = stage.mistd.mark()
    await stage.repo.git('revert', '--no-edit', wrong)
    await stage.deploy({}, 'After the revert')
    expect(await heldAt()).toBeUndefined()
    expect(await seen()).toEqual(AS_GOOD)
    expect((await stage.container('shop/web')).id).toBe(rolledBack.id)
    expect(imagesMade(mark)).toBe(0)
    expect(eventsIn(stage.mistd.log(mark)).map(({ event }) => event)).toContain('rollback-ended')
  })

  it('comes back by a revert of the revert, without a build', async () => {
    const mark = stage.mistd.mark()
    await stage.deploy(files(WRONG), 'Wrong again')
    expect(await seen()).toEqual(AS_WRONG)
    expect(imagesMade(mark)).toBe(0)
  })
})

describe('what ends a rollback', () => {
  it('is the next commit of that app', async () => {
    expect((await stage.mistctl('rollback', 'shop/web')).code).toBe(0)
    expect(await seen()).toEqual(AS_GOOD)
    await stage.deploy(files({ ...GOOD, version: '3', level: 'warn' }), 'Right')
    expect(await seen()).toEqual({ ...AS_GOOD, version: '3', level: 'warn' })
    expect(await heldAt()).toBeUndefined()
  })

  it('is a person who undoes it', async () => {
    expect((await stage.mistctl('rollback', 'shop/web')).code).toBe(0)
    await stage.until('status tells of it', heldAt)
    const undone = await stage.mistctl('rollback', 'shop/web', '--undo')
    expect(undone.code, undone.stdout + undone.stderr).toBe(0)
    expect(await seen()).toEqual({ ...AS_GOOD, version: '3', level: 'warn' })
    expect((await stage.mistctl('rollback', 'shop/web', '--undo')).code).toBe(1)
  })
})

describe('old images', () => {
  const own = async (): Promise<readonly string[]> => (await docker('image', 'ls', '--filter', `label=mist.instance=${stage.instance}`, '--format', '{{.Repository}}:{{.Tag}}')).split('\n').filter((ref) => ref !== '' && !ref.includes('<none>'))

  it('go but for those of the newest releases, and a foreign name for one keeps it', async () => {
    const [first = ''] = (await own()).filter((ref) => ref.startsWith('mist/'))
    const foreign = `${stage.instance}/kept:1`
    await docker('tag', first, foreign)
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await stage.deploy({ ...files(GOOD), 'web/Dockerfile': `FROM mist-lab/web:1\nLABEL text=${text}\n` }, `Build ${text}`)
    }
    const { stdout } = await stage.mistctl('rollback', 'shop/web', '--list', '-o', 'json')
    const kept = (JSON.parse(stdout) as Listed).releases.slice(0, 2).map(({ image }) => image.ref)
    // The last removal may come a moment after the commit counts as synced.
    const wanted = [foreign, ...kept].toSorted().join()
    await stage.until(`of all images ${wanted} are left`, async () => (await own()).toSorted().join() === wanted)
    const gone = await stage.mistctl('rollback', 'shop/web', '1')
    expect([gone.code, gone.stderr]).toEqual([3, expect.stringContaining('is not on this host any more')])
  })

  it('go with their app, but for the foreign name', async () => {
    await stage.deploy({ 'mist.yaml': 'version: 1\nprojects: { tools: { apps: { docs: { image: "mist-lab/web:3", port: 8080 } } } }\n' }, 'Close the shop')
    await stage.until('they are removed', async () => (await own()).every((ref) => !ref.startsWith('mist/')))
    expect(await own()).toEqual([`${stage.instance}/kept:1`])
  })
})
