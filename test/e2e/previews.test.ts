/**
 * Previews on a real engine, from a real git server, through a real Traefik: they come with a branch, are rolled with it, and go with
 * it or when their time is over. Whatever happens to them, the app itself is not touched.
 */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewNames } from '../../src/resolve/preview-names.js'
import { docker, GIT_ENV, serveGitHttp, type GitHttpServer } from '../lab/fixtures.js'
import { until } from '../support/until.js'
import { changesSince, nowSeconds, openStage, startProber, type LiveContainer, type Prober, type Stage } from './stage.js'

const HOUR_MS = 60 * 60_000

const MANIFEST = `version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    env: { GREETING: from-production }
    apps:
      web:
        build: app
        port: 8080
        domains: [shop.localhost]
        volumes: ["data:/data"]
        preview: { branches: [feat/*, "!feat/wip-*"], limit: 3, ttl: 72h, env: { GREETING: from-preview }, domain: "*.preview.localhost" }
`

let stage: Stage
let server: GitHttpServer
let production: LiveContainer
let prober: Prober

beforeAll(async () => {
  stage = await openStage({
    settings: async ({ repo }) => {
      server = await serveGitHttp(repo)
      return { source: { git: server.url, ref: 'main', interval: '1s' } }
    },
  })
  const commit = await stage.commit({ 'mist.yaml': MANIFEST, 'app/Dockerfile': dockerfile('1') })
  await stage.mistd.start()
  await stage.waitSynced(commit)
  production = await stage.container('shop/web')
  prober = startProber(() => stage.http('shop.localhost', '/version'), '1')
})

afterAll(async () => {
  await prober.stop()
  await stage.close()
  await server.close()
})

function nameOf(branch: string): string {
  return previewNames(new Set(), [{ app: 'web', branch }])[0] ?? ''
}

const CART = nameOf('feat/cart')

function dockerfile(version: string): string {
  return `FROM mist-lab/web:${version}\nENV OF="${stage.instance}"\n`
}

interface Push {
  readonly version: string
  /** Of the commit, in the past. */
  readonly agoMs?: number
}

/** By plumbing: the working clone stays on main, and the commit can be of any age. */
function push(branch: string, { version, agoMs = 0 }: Push): void {
  const date = `${String(Math.floor((Date.now() - agoMs) / 1_000))} +0000`
  const git = (args: readonly string[], input = ''): string => execFileSync('git', [...args], { cwd: stage.repo.work, encoding: 'utf8', input, env: { ...process.env, ...GIT_ENV, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } }).trim()
  const blob = git(['hash-object', '-w', '--stdin'], dockerfile(version))
  const app = git(['mktree'], `100644 blob ${blob}\tDockerfile\n`)
  const tree = git(['mktree'], `040000 tree ${app}\tapp\n`)
  const commit = git(['commit-tree', tree, '-m', `Show ${version}`])
  git(['push', '--quiet', '--force', 'origin', `${commit}:refs/heads/${branch}`])
}

async function drop(branch: string): Promise<void> {
  await stage.repo.git('push', '--quiet', 'origin', `:refs/heads/${branch}`)
}

async function shows(host: string, version: string): Promise<void> {
  await stage.until(`${host} shows ${version}`, async () => ((await stage.http(host, '/version')).body.trim() === version ? true : undefined))
}

async function apps(): Promise<readonly string[]> {
  return (await stage.containers()).map(({ app }) => app).filter((app) => app.startsWith('shop/')).sort()
}

async function areApps(...wanted: readonly string[]): Promise<void> {
  await stage.until(`the apps are ${wanted.join(', ')}`, async () => (JSON.stringify(await apps()) === JSON.stringify(wanted) ? true : undefined))
}

async function isUntouched(): Promise<void> {
  expect(await stage.container('shop/web')).toMatchObject({ id: production.id, startedAt: production.startedAt })
}

describe('a preview', () => {
  const host = `shop-${CART}.preview.localhost`

  it('comes with its branch, at its own host, with its own env and volume', async () => {
    push('feat/cart', { version: '2' })
    await shows(host, '2')
    const { inspect } = await stage.container(`shop/${CART}`)
    expect(inspect.Config.Env).toEqual(expect.arrayContaining(['GREETING=from-preview', 'MIST_PREVIEW_BRANCH=feat/cart']))
    expect(inspect.Config.Labels).toMatchObject({ 'mist.app': CART, 'mist.preview': 'web' })
    expect(inspect.Mounts.map(({ Name }) => Name)).toEqual([`${stage.instance}_shop_${CART}_data.preview`])
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('1')
    await isUntouched()
  })

  it('is told of by status, with its branch and its end, and answers to logs by its name', async () => {
    const { stdout } = await stage.mistctl('status', `shop/${CART}`)
    expect(stdout).toMatch(/preview of shop\/web, branch feat\/cart, until 20\d\d-/)
    const report = await stage.status()
    expect(report.apps.find(({ app }) => app === CART)?.preview).toMatchObject({ of: 'shop/web', branch: 'feat/cart' })
    expect((await stage.mistctl('logs', `shop/${CART}`, '--build')).stdout).toContain('FROM mist-lab/web:2')
    expect((await stage.api('/')).body).toContain('feat/cart')
  })

  it('is rolled when its branch moves', async () => {
    const before = await stage.container(`shop/${CART}`)
    push('feat/cart', { version: '3' })
    await shows(host, '3')
    await areApps('shop/web', `shop/${CART}`)
    expect((await stage.container(`shop/${CART}`)).id).not.toBe(before.id)
    await isUntouched()
  })

  it('stays while the server is away', async () => {
    const before = await stage.container(`shop/${CART}`)
    server.become('fail')
    await stage.until('the source cannot be read', async () => ((await stage.status()).source.status === 'False' ? true : undefined))
    expect((await stage.container(`shop/${CART}`)).id).toBe(before.id)
    expect((await stage.http(host, '/version')).body.trim()).toBe('3')
    server.become('serve')
    await stage.until('the source can be read', async () => ((await stage.status()).source.status === 'True' ? true : undefined))
  })

  it('is not made of branches that are left out, and status says which wait and why', async () => {
    push('feat/wip-x', { version: '2' })
    push('other', { version: '2' })
    push('feat/old', { version: '2', agoMs: 80 * HOUR_MS })
    const report = await stage.until('status tells of the old branch', async () => {
      const value = await stage.status()
      return value.previews?.some(({ leftOut }) => leftOut.some(({ branch }) => branch === 'feat/old')) ? value : undefined
    })
    expect(report.previews).toEqual([{ of: 'shop/web', leftOut: [{ branch: 'feat/old', because: expect.stringMatching(/^its time was over at /) as string }] }])
    expect(await apps()).toEqual(['shop/web', `shop/${CART}`])
    await Promise.all(['feat/wip-x', 'other', 'feat/old'].map(drop))
  })

  it('goes with its branch, and nothing else is touched', async () => {
    const since = nowSeconds()
    await drop('feat/cart')
    await areApps('shop/web')
    await stage.until('its volume and its images are gone, and nothing else is', async () => {
      const left = [...await stage.volumes(), ...(await docker('images', '--filter', `label=mist.instance=${stage.instance}`, '--format', '{{.Repository}}')).split('\n')].filter((name) => name.includes('shop'))
      return JSON.stringify([...new Set(left)]) === JSON.stringify([`${stage.instance}_shop_web_data`, 'mist/shop-web']) ? true : undefined
    })
    await stage.until('its host answers no more', async () => ((await stage.http(host)).status === 404 ? true : undefined))
    const touched = (await changesSince(since, stage.instance)).filter((line) => !line.includes(CART))
    expect(touched.filter((line) => !line.startsWith('untag') && !line.startsWith('delete'))).toEqual([])
    await isUntouched()
  })

  it('goes when its time is over', async () => {
    const late = `shop-${nameOf('feat/late')}.preview.localhost`
    let leftMs = 30_000
    // A busy machine may need longer for it than it has left to live.
    await stage.until('it is shown while it has time left', async () => {
      leftMs *= 1.5
      push('feat/late', { version: '2', agoMs: 72 * HOUR_MS - leftMs })
      return until(`${late} shows 2`, async () => (await stage.http(late, '/version')).body.trim() === '2', { timeoutMs: leftMs }).catch(() => undefined)
    }, { timeoutMs: 300_000 })
    await areApps('shop/web')
    await stage.until('status tells of it', async () => (await stage.status()).previews?.[0]?.leftOut.map(({ branch }) => branch).join() === 'feat/late')
    await isUntouched()
    await drop('feat/late')
  })

  it('has a name that harms nobody, whatever its branch is called', async () => {
    const names = ['feat/$(reboot)', 'feat/a`reboot`', 'feat/{{env}}', 'feat/ünïcode', "feat/'quoted'"]
    for (const name of names) push(name, { version: '2' })
    push(`feat/${'LONG_'.repeat(20)}end`, { version: '2' })
    await stage.until('status tells of unusable names', async () => {
      const left = (await stage.status()).previews?.[0]?.leftOut
      return left?.length === 1 && left[0]?.branch === `${String(names.length)} branches` ? true : undefined
    })
    const name = await stage.until('the one with a long name runs alone', async () => {
      const [, first, ...others] = await apps()
      return first?.includes('feat-long') && others.length === 0 ? first : undefined
    })
    expect(name).toMatch(/^shop\/web-feat-long-[a-z0-9-]+-[0-9a-f]{8}$/)
    expect(name.length).toBeLessThanOrEqual('shop/'.length + 40)
    const label = (await stage.status()).apps.find(({ app }) => `shop/${app}` === name)?.urls[0]
    expect(label).toMatch(/^http:\/\/shop-web-feat-long-[a-z0-9-]+\.preview\.localhost/)
    await shows(new URL(label ?? '').hostname, '2')
    await Promise.all([...names, `feat/${'LONG_'.repeat(20)}end`].map(drop))
    await areApps('shop/web')
    await isUntouched()
  })

  it('cost the app not one request', async () => {
    expect((await prober.stop()).bad).toEqual([])
    await stage.until('nothing of any preview is left', async () => (await docker('ps', '--all', '--quiet', '--filter', `label=mist.instance=${stage.instance}`, '--filter', 'label=mist.preview')) === '')
  })
})
