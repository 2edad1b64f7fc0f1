/** Another Traefik takes the place of the one that Mist runs: the plan says what it costs, and afterwards all is as it was, but for the image. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, labEnv, startLoad } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const MANIFEST = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [shop.localhost], replicas: 2 }\n'

let stage: Stage
let next: string

beforeAll(async () => {
  stage = await openStage()
  next = `${stage.instance}/traefik:next`
  await docker('tag', labEnv().traefik.image, next)
  await stage.mistd.start()
  await stage.deploy(MANIFEST)
})

afterAll(async () => {
  await stage.close()
  await docker('image', 'rm', '--force', next)
})

const idsOf = async (wanted: string): Promise<readonly string[]> => (await stage.containers()).filter(({ app }) => app === wanted).map(({ id }) => id)

describe('an upgrade of Traefik', () => {
  it('is planned with the word downtime and its reason', async () => {
    await stage.mistd.stop()
    const settings = JSON.parse(readFileSync(stage.settingsFile, 'utf8')) as { readonly proxy: object }
    writeFileSync(stage.settingsFile, JSON.stringify({ ...settings, proxy: { ...settings.proxy, image: next } }), { mode: 0o600 })
    const { code, stdout } = await stage.mistctl('diff')
    expect(code).toBe(1)
    expect(stdout).toMatch(/mist\/traefik[\s\S]*downtime/)
    expect(stdout).toContain(`holds host port ${String(stage.ports.proxy)} for all apps, and none of them is reached until the new one listens`)
  })

  it('leaves the apps and their routes as they were, whatever is under way, and lets visitors in again', async () => {
    const [before, [old]] = [await idsOf('shop/web'), await idsOf('mist/traefik')]
    const visit = { port: stage.ports.proxy, host: 'shop.localhost', expected: /^1$/, postBytes: [16, 1_024] }
    const during = startLoad(visit)
    await stage.mistd.start()
    await stage.until('the new one serves', async () => {
      const [now, ...others] = await idsOf('mist/traefik')
      return others.length === 0 && now !== old && (await stage.http('shop.localhost', '/version')).body.trim() === '1'
    })
    const { kinds, lanes } = await during.stop()
    // Refused, reset or not found yet; never an answer of somebody else.
    expect(Object.keys(kinds)).not.toContain('body')
    expect(lanes.fresh.asked).toBeGreaterThan(10)
    expect(await idsOf('shop/web')).toEqual(before)
    expect((await stage.container('mist/traefik')).inspect.Config.Image).toBe(next)
    const after = startLoad(visit)
    await stage.until('many have been let in', () => after.report().asked > 200)
    expect((await after.stop()).failures).toEqual([])
  })
})
