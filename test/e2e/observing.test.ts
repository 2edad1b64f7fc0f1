/** What can be learned from outside: history, events, logs, the HTTP endpoint; and what can not, wherever one looks. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { filesBelow } from '../support/paths-below.js'
import { openStage, type Stage } from './stage.js'
import { readOrNothing } from './stage/files.js'

/** A value of the environment that must stay in the repository and in the container. */
const CANARY = 'canary-5f0c1d9e-singing'

const FILES = {
  'mist.yaml': `version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    env: { TOKEN: ${CANARY} }
    apps:
      web:
        build: web
        port: 8080
        replicas: 2
        domains: [shop.localhost]
        env: { PASSWORD: "${CANARY}" }
      worker: { image: "mist-lab/web:2", type: service, port: 8080 }
`,
  'web/Dockerfile': 'FROM debian:bookworm-slim AS words\nRUN echo words-of-the-build\nFROM mist-lab/web:1\n',
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(FILES, 'First release')
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

async function json<T>(path: string): Promise<T> {
  const { status, body } = await stage.api(path)
  expect(status, `${path}: ${body.slice(0, 300)}`).toBe(200)
  return JSON.parse(body) as T
}

describe('mistctl', () => {
  it('tells the history with commit, author, verdict and changes', async () => {
    const table = await stage.mistctl('history')
    expect(table.code, table.stderr).toBe(0)
    expect(table.stdout).toMatch(/changed/)
    expect(table.stdout).toContain((await stage.repo.git('rev-parse', 'HEAD')).slice(0, 7))
    const { runs } = JSON.parse((await stage.mistctl('history', '-o', 'json')).stdout) as { readonly runs: readonly { readonly verdict: string; readonly changes: readonly { readonly app?: string; readonly action: string }[]; readonly revision?: { readonly author: string } }[] }
    const first = runs.find(({ verdict }) => verdict === 'changed')
    expect(first?.revision?.author).toBe('Lab')
    expect(first?.changes.filter(({ app, action }) => app === 'shop/web' && action === 'create')).not.toEqual([])
  })

  it('tells the events step by step', async () => {
    const { code, stdout } = await stage.mistctl('events', '--since', '1h')
    expect(code).toBe(0)
    for (const pattern of [/started for instance/, /shop\/web +started /, /shop\/web +done in/, /finished in .*: changed/]) expect(stdout).toMatch(pattern)
  })

  it('shows logs of all replicas with their names, and follows them', async () => {
    const { code, stdout } = await stage.mistctl('logs', 'shop/web', '--tail', 'all', '--timestamps')
    expect(code).toBe(0)
    expect(stdout.match(/web 1 listens on :8080/g)).toHaveLength(2)
    for (const { name, app } of await stage.containers()) if (app === 'shop/web') expect(stdout).toContain(name)
    const following = stage.begin('logs', 'shop/web', '-f', '--tail', '1')
    await stage.until('it follows both', () => (following.stdout().match(/listens on/g) ?? []).length === 2)
    await stage.http('shop.localhost', '/log?line=said-later')
    await stage.until('it has heard it', () => following.stdout().includes('said-later'))
    following.kill('SIGINT')
    expect((await following.ended).code).toBe(130)
  })

  it('follows an app across its replacement', async () => {
    const following = stage.begin('logs', 'shop/worker', '-f', '--tail', '1')
    await stage.until('it follows', () => following.stdout().includes('web 2 listens'))
    await stage.deploy({ 'mist.yaml': FILES['mist.yaml'].replace('web:2', 'web:3') }, 'Newer worker')
    await stage.until('it has heard the successor', () => following.stdout().includes('web 3 listens'))
    following.kill('SIGINT')
    await following.ended
  })

  it('shows what a build said', async () => {
    const { code, stdout } = await stage.mistctl('logs', 'shop/web', '--build')
    expect(code).toBe(0)
    expect(stdout).toContain('words-of-the-build')
  })

  it('renders what a commit means, with nothing left to guess', async () => {
    const { code, stdout } = await stage.mistctl('render')
    expect(code).toBe(0)
    expect(stdout).toMatch(/shop\/web|web:/)
    expect(stdout).toMatch(/shop\.localhost/)
  })

  it('finds nothing wrong with this host', async () => {
    const { code, stdout } = await stage.mistctl('doctor')
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('20.10')
  })

  it('names what it does not know, with a suggestion', async () => {
    const { code, stderr } = await stage.mistctl('status', 'shop/wed')
    expect(code).toBe(2)
    expect(stderr).toMatch(/shop\/web/)
  })
})

describe('the HTTP endpoint', () => {
  it('is alive and ready', async () => {
    expect(await json('/healthz')).toEqual({ alive: true })
    expect(await json('/readyz')).toEqual({ ready: true, checks: { firstPass: true, engine: true } })
  })

  it('tells status, apps, runs and events', async () => {
    expect(await json('/api/v1/status')).toMatchObject({ schemaVersion: 1, instance: stage.instance, sync: 'Synced' })
    expect(await json('/api/v1/apps/shop/web')).toMatchObject({ project: 'shop', app: 'web', ready: 2, replicas: 2, urls: [`http://shop.localhost:${String(stage.ports.proxy)}/`] })
    const { runs } = await json<{ readonly runs: readonly { readonly id: number }[] }>('/api/v1/runs?app=shop/web')
    expect(await json(`/api/v1/runs/${String(runs[0]?.id)}`)).toMatchObject({ id: runs[0]?.id })
    const { events } = await json<{ readonly events: readonly { readonly type: string }[] }>('/api/v1/events?limit=1000')
    expect(events.map(({ type }) => type)).toContain('app-released')
  })

  it('tells logs and build logs', async () => {
    const { body } = await stage.api('/api/v1/apps/shop/web/logs?tail=all')
    const lines = body.trim().split('\n').map((line) => JSON.parse(line) as { readonly text: string })
    expect(lines.filter(({ text }) => text.includes('listens on'))).toHaveLength(2)
    const { lines: built } = await json<{ readonly lines: readonly string[] }>('/api/v1/apps/shop/web/build-log')
    expect(built.join('\n')).toContain('words-of-the-build')
  })

  it('tells metrics in the words of Prometheus', async () => {
    const { status, body } = await stage.api('/metrics')
    expect(status).toBe(200)
    expect(body).toMatch(/^# TYPE mist_\w+ (gauge|counter|histogram)$/m)
    expect(body).toMatch(/^mist_\w+(\{[^}]*\})? [0-9.e+-]+$/m)
  })

  it('describes itself', async () => {
    const document = await json<{ readonly openapi: string; readonly paths: Readonly<Record<string, unknown>> }>('/api/v1/openapi.json')
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/api/v1/status')
  })

  it('changes nothing, whatever the method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect([404, 405]).toContain((await stage.api('/api/v1/status', { method })).status)
  })

  it('answers only for names of this host', async () => {
    expect((await stage.api('/api/v1/status', { headers: { host: 'evil.example.com' } })).status).toBe(421)
  })
})

describe('a value of the environment', () => {
  it('is in the container, and nowhere else that one can look', async () => {
    const web = (await stage.containers()).find(({ app }) => app === 'shop/web')
    expect(web?.inspect.Config.Env).toEqual(expect.arrayContaining([`PASSWORD=${CANARY}`, `TOKEN=${CANARY}`]))
    await stage.deploy({ 'mist.yaml': FILES['mist.yaml'].replace(`"${CANARY}"`, `"${CANARY}-changed"`) }, 'Another password')
    const paths = ['/', '/apps/shop/web', '/metrics', '/api/v1/status', '/api/v1/apps', '/api/v1/runs?limit=500', '/api/v1/events?limit=1000', '/api/v1/apps/shop/web/build-log']
    for (const path of paths) {
      const { status, body } = await stage.api(path)
      expect({ path, status, sings: body.includes(CANARY) }).toEqual({ path, status: 200, sings: false })
    }
    expect(stage.mistd.log()).not.toContain(CANARY)
    expect(filesWith(stage.stateDir).map((file) => file.replace(stage.stateDir, ''))).toEqual([])
    const labels = (await stage.containers()).map(({ inspect }) => JSON.stringify(inspect.Config.Labels)).join()
    expect(labels).not.toContain(CANARY)
    const image = (await stage.containers()).find(({ app }) => app === 'shop/web')?.inspect.Image ?? ''
    expect(await docker('image', 'inspect', image) + await docker('history', '--no-trunc', image)).not.toContain(CANARY)
  })

  it('is in none of the reports of mistctl that outlive it', async () => {
    for (const args of [['status'], ['status', '-o', 'json'], ['history', '-o', 'json'], ['events', '--since', '1h', '-o', 'json']]) {
      const { stdout, stderr } = await stage.mistctl(...args)
      expect({ args, sings: `${stdout}${stderr}`.includes(CANARY) }).toEqual({ args, sings: false })
    }
  })

  it('lies in a state directory that only its owner can enter', () => {
    expect(statSync(stage.stateDir).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(stage.stateDir).filter((one) => /\.(db|key)/.test(one))) expect({ name, mode: statSync(join(stage.stateDir, name)).mode & 0o077 }).toEqual({ name, mode: 0 })
  })
})

/** Files below a folder that hold the canary. The mirror of the repository holds it by right, compressed. */
function filesWith(folder: string): readonly string[] {
  return filesBelow(folder).filter((file) => readOrNothing(file).includes(CANARY))
}
