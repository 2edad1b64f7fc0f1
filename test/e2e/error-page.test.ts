/** An app that is down shows the page of another one, through a real Traefik, with the status of the error; and is back as soon as it is up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type HttpAnswer, type Stage } from './stage.js'

interface Versions {
  readonly web?: string
  readonly pages?: string
}

function manifest({ web = '', pages = '2' }: Versions = {}): string {
  return `version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, domains: [web.localhost], errorPage: { app: pages, path: "/echo?status={status}&url={url}" }${web} }
      pages: { image: "mist-lab/web:${pages}", port: 8080, domains: [pages.localhost] }
`
}

let stage: Stage

/** What the other app was asked, as it says itself. */
interface Page {
  readonly version: string
  readonly method: string
  readonly host: string
  readonly query: string
}

const visit = (path = '/version'): Promise<HttpAnswer> => stage.http('web.localhost', path)
const pageOf = ({ body }: HttpAnswer): Page => JSON.parse(body) as Page
const isUp = async (): Promise<boolean> => { const answer = await visit(); return answer.status === 200 && answer.body.trim() === '1' }
const showsPage = async (status: number, version = '2'): Promise<boolean> => { const answer = await visit(); return answer.status === status && answer.body.startsWith('{') && pageOf(answer).version === version }

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

describe('an app with an error page', () => {
  it('answers by itself as long as it can', async () => {
    expect(await isUp()).toBe(true)
    expect((await visit('/nowhere-404')).body).not.toContain('status=404')
  })

  it('shows the page with the status of the error while nothing of it runs', async () => {
    await stage.mistd.stop()
    await docker('rm', '--force', (await stage.container('shop/web')).id)
    await stage.until('the page is shown', () => showsPage(502))
    const answer = await visit('/cart?item=7')
    expect(answer.status).toBe(502)
    expect(pageOf(answer)).toMatchObject({ method: 'GET', query: expect.stringContaining('status=502') as unknown })
    expect(decodeURIComponent(pageOf(answer).query)).toContain('/cart?item=7')
    await stage.mistd.start()
    await stage.until('the app answers again', isUp)
  })

  it('shows it for 503 when it is parked, and comes back', async () => {
    await stage.commit(manifest({ web: ', replicas: 0' }))
    await stage.until('the page is shown', () => showsPage(503))
    await stage.deploy(manifest())
    expect(await isUp()).toBe(true)
  })

  it('shows a page of its own in maintenance, with the time to come back, without losing its container', async () => {
    const { id } = await stage.container('shop/web')
    await stage.deploy(manifest({ web: ', maintenance: { app: pages, path: "/echo?later={status}" }' }))
    const answer = await visit()
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '120' } })
    expect(pageOf(answer).query).toBe('later=503')
    await stage.deploy(manifest({ web: ', maintenance: true' }))
    expect(pageOf(await visit()).query).toContain('status=503')
    await stage.deploy(manifest())
    expect(await isUp()).toBe(true)
    expect((await stage.container('shop/web')).id).toBe(id)
  })

  it('follows the other app to its next version, and to nobody when that is parked', async () => {
    const { id } = await stage.container('shop/web')
    await stage.deploy(manifest({ pages: '3', web: ', maintenance: true' }))
    await stage.until('the page comes from the next version', () => showsPage(503, '3'))
    expect((await stage.container('shop/web')).id).toBe(id)
    await stage.commit(manifest({ pages: '3' }).replace('domains: [pages.localhost] }', 'domains: [pages.localhost], replicas: 0 }'))
    await stage.until('the app answers again, and the other one is gone', async () => (await isUp()) && (await stage.containers()).every(({ app }) => app !== 'shop/pages'))
    await stage.until('nothing is left to do', async () => (await stage.status()).sync === 'Synced')
    expect(await isUp()).toBe(true)
  })
})
