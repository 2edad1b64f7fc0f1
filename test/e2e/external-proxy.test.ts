/** A Traefik that somebody else runs: Mist writes files into its directory and touches nothing else of it. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { externalProxy, startExternalTraefik } from './stage/external-traefik.js'
import { askHttp } from './stage/http.js'

const OPERATORS_FILE = 'http:\n  routers:\n    legacy: { rule: "Host(`legacy.localhost`)", service: legacy, entryPoints: [http] }\n  services:\n    legacy: { loadBalancer: { servers: [{ url: "http://127.0.0.1:9" }] } }\n'

function manifest(version: string, more = ''): string {
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:${version}", port: 8080, domains: [shop.localhost], replicas: 2 }\n${more}`
}

let stage: Stage
let traefik: ChildProcess
let directory: string

beforeAll(async () => {
  stage = await openStage({
    settings: ({ dir, ports }) => {
      directory = join(dir, 'dynamic')
      mkdirSync(directory)
      writeFileSync(join(directory, 'legacy.yml'), OPERATORS_FILE)
      traefik = startExternalTraefik({ dir, ports })
      return { proxy: externalProxy({ dir, ports }) }
    },
  })
  await stage.commit(manifest('1'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(async () => {
  traefik.kill('SIGKILL')
  await stage.close()
})

const version = async (): Promise<string> => (await stage.http('shop.localhost', '/version')).body.trim()

describe('an external Traefik', () => {
  it('serves the apps, and Mist runs none of its own', async () => {
    expect(await version()).toBe('1')
    expect((await stage.containers()).map(({ app }) => app)).toEqual(['shop/web', 'shop/web'])
  })

  it('keeps what its operator put beside', async () => {
    expect(readdirSync(directory).toSorted()).toEqual(['legacy.yml', `mist-${stage.instance}_shop_web.yml`])
    expect((await stage.http('legacy.localhost')).status).toBe(502)
    const routers = JSON.parse((await askHttp(stage.ports.api, '/api/http/routers')).body) as readonly { readonly name: string }[]
    expect(routers.map(({ name }) => name)).toContain('legacy@file')
  })

  it('is led to the containers of the next commit', async () => {
    await stage.deploy(manifest('2'), 'Two')
    expect(await version()).toBe('2')
  })

  it('is led to a container that came back under another address', async () => {
    const [first, second] = (await stage.containers()).map(({ id }) => id)
    await docker('stop', first ?? '', second ?? '')
    await stage.until('it answers again', async () => await version() === '2')
    await stage.until('diff finds nothing', async () => (await stage.mistctl('diff')).code === 0)
  })

  it('that was away finds the routes when it comes back', async () => {
    traefik.kill('SIGKILL')
    const commit = await stage.commit(manifest('3'), 'While it was away')
    await stage.until('it is told that the proxy is away', async () => {
      const report = await stage.status()
      return report.revision?.commit === commit && (report.sync !== 'Synced' || report.health !== 'Healthy')
    })
    traefik = startExternalTraefik(stage)
    await stage.waitSynced(commit)
    expect(await version()).toBe('3')
  })

  it('loses the route of an app that git no longer has', async () => {
    await stage.deploy('version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n      other: { image: "mist-lab/web:1", port: 8080, domains: [other.localhost] }\n', 'Another app')
    expect((await stage.http('shop.localhost')).status).toBe(404)
    expect((await stage.http('other.localhost', '/version')).body.trim()).toBe('1')
    expect(readdirSync(directory).toSorted()).toEqual(['legacy.yml', `mist-${stage.instance}_shop_other.yml`])
  })
})
