/** A bad commit waits for a person: until then the app is kept as its last release had it, whatever happens to it, on a real host. */
import { rmSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppStatus } from '../../src/model/run.js'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { allEvents } from './stage/events.js'

interface Web {
  readonly version: string
  readonly memory: string
  readonly domain: string
  readonly mode?: string
  readonly replicas: number
}

const GOOD: Web = { version: '1', memory: '64m', domain: 'shop.localhost', replicas: 1 }
const BAD: Web = { version: '2', memory: '128m', domain: 'new.localhost', mode: 'crash', replicas: 2 }
const BETTER: Web = { version: '3', memory: '96m', domain: 'new.localhost', replicas: 1 }

/** Built, so that the image of the last release is in no registry. */
function files({ version, memory, domain, mode = 'ok', replicas }: Web): Readonly<Record<string, string>> {
  return {
    'web/Dockerfile': `FROM mist-lab/web:${version}\n`,
    'mist.yaml': `version: 1
defaults: { deploy: { drain: 1s, timeout: 60s } }
projects:
  shop:
    apps:
      web: { build: web, port: 8080, domains: [${domain}], env: { APP_MODE: ${mode} }, limits: { memory: ${memory} }, replicas: ${String(replicas)} }
      front: { image: "mist-lab/web:3", port: 8080, domains: [front.localhost], dependsOn: [web] }
`,
  }
}

let stage: Stage
let good: string

const webStatus = async (): Promise<AppStatus | undefined> => (await stage.status()).apps.find(({ app }) => app === 'web')
const versionAt = async (host: string): Promise<string> => {
  const { status, body } = await stage.http(host, '/version')
  return `${String(status)} ${body.trim()}`
}
const isRejected = async (): Promise<boolean> => (await webStatus())?.conditions.some(({ reason }) => reason === 'ReleaseRejected') === true
const attempts = async (): Promise<number> => (await allEvents(stage)).filter(({ type, details }) => type === 'app-failed' && details.app === 'shop/web').length

async function answers(host = 'shop.localhost', with_ = '200 1'): Promise<void> {
  await stage.until(`${host} answers ${with_}`, async () => (await versionAt(host).catch(() => '')) === with_)
}

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(files(GOOD))
  await stage.mistd.start()
  good = await stage.repo.git('rev-parse', 'HEAD')
  await stage.waitSynced(good)
  await stage.commit(files(BAD), 'Break the shop')
  await stage.until('the release is rejected', isRejected)
})

afterAll(() => stage.close())

describe('while the release of a bad commit is held', () => {
  it('a container that is removed comes back from the last release, and the rejection is still told', async () => {
    const before = await stage.container('shop/web')
    await docker('rm', '--force', before.id)
    await answers()
    const { inspect } = await stage.container('shop/web')
    expect([inspect.HostConfig.Memory, inspect.Image]).toEqual([64 * 2 ** 20, before.inspect.Image])
    const app = await stage.until('status tells of it', async () => {
      const now = await webStatus()
      return now?.health === 'Healthy' ? now : undefined
    })
    expect([app.sync, app.conditions.map(({ type, reason }) => `${type} ${reason}`)]).toEqual(['OutOfSync', ['Ready ReleaseRejected', 'Stalled ReleaseRejected', 'Kept LastRelease']])
    expect(await attempts()).toBe(1)
  })

  it('diff shows what git wants as held, and at which release the app is kept', async () => {
    const { code, stdout } = await stage.mistctl('diff')
    expect([code, stdout]).toEqual([1, expect.stringMatching(/limits\.memory +64m → 128m/) as string])
    expect(stdout).toMatch(new RegExp(`Kept: shop/web at release 1 \\(main@${good.slice(0, 7)}.*mistctl apply --retry shop/web`))
  })

  it('a hand edit and a deleted route are put right', async () => {
    const [route = ''] = readdirSync(stage.routesDir).filter((name) => name.includes('shop_web'))
    expect(route).not.toBe('')
    rmSync(join(stage.routesDir, route))
    const { id } = await stage.container('shop/web')
    await docker('update', '--memory', '80m', '--memory-swap', '80m', id)
    await stage.until('the limit is back', async () => (await stage.container('shop/web')).inspect.HostConfig.Memory === 64 * 2 ** 20)
    await stage.until('the route is back', () => readdirSync(stage.routesDir).includes(route))
    await answers()
    expect((await stage.container('shop/web')).id).toBe(id)
  })

  it('whoever depends on it is healed', async () => {
    await docker('rm', '--force', (await stage.container('shop/front')).id)
    await answers('front.localhost', '200 3')
  })

  it('a new mistd heals too, and tries the bad release no second time', async () => {
    await stage.mistd.kill9()
    await docker('rm', '--force', (await stage.container('shop/web')).id)
    await stage.mistd.start()
    await answers()
    await stage.until('its first report tells of the rejection', isRejected)
    expect(await attempts()).toBe(1)
  })

  it('a retry tries it, and the app is kept again when it fails', async () => {
    const { code } = await stage.mistctl('apply', '--yes', '--retry', 'shop/web')
    expect(code).toBe(3)
    expect(await attempts()).toBe(2)
    await docker('rm', '--force', (await stage.container('shop/web')).id)
    await answers()
  })

  it('the next good commit wins', async () => {
    await stage.deploy(files(BETTER), 'Mend the shop')
    await answers('new.localhost', '200 3')
    const app = await webStatus()
    expect([app?.sync, app?.conditions.map(({ type }) => type)]).toEqual(['Synced', ['Ready']])
    expect((await stage.http('shop.localhost', '/version')).status).toBe(404)
  })
})
