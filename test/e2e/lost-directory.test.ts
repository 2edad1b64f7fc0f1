/** The state directory is deleted or replaced under a running proxy, whose mount then shows what is no more: it is replaced and all is served. */
import { renameSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'

const MANIFEST = `version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, domains: [web.localhost] }
`

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(MANIFEST)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

describe('a state directory', () => {
  it.each([
    ['deleted', (path: string): void => { rmSync(path, { recursive: true }) }],
    ['replaced', (path: string): void => { renameSync(path, `${path}.old`) }],
  ])('that is %s under the proxy has the proxy replaced, and nothing else', async (_, lose) => {
    const [proxy, web] = [await stage.container('mist/traefik'), await stage.container('shop/web')]
    // Long enough that a proxy which still refuses Mist has had its time to read.
    await stage.until('the proxy is no beginner', () => Promise.resolve(Date.now() - Date.parse(proxy.startedAt) > 12_000))
    await stage.mistd.stop()
    lose(stage.stateDir)
    await stage.mistd.start()
    await stage.until('another proxy serves the app', async () => {
      const now = (await stage.containers()).filter(({ app }) => app === 'mist/traefik')
      return now.length === 1 && now[0]?.id !== proxy.id && (await stage.http('web.localhost', '/version')).body.trim() === '1'
    })
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect((await stage.container('shop/web')).id).toBe(web.id)
  })
})
