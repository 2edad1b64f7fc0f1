/** A release that waits for minutes holds up nobody: others are healed meanwhile, and the next good commit ends the wait. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type LiveContainer, type Stage } from './stage.js'

interface Versions {
  readonly web: string
  /** Nothing listens on another port than 8080: such a release waits until its deadline. */
  readonly port?: number
  readonly late?: string
}

function manifest({ web, port = 8080, late = '1' }: Versions): string {
  return `version: 1
defaults: { deploy: { drain: 1s, timeout: 10m } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:${web}", port: ${String(port)}, domains: [web.localhost] }
      late: { image: "mist-lab/web:${late}", port: 8080, domains: [late.localhost] }
  blog:
    apps:
      front: { image: "mist-lab/web:1", port: 8080, domains: [front.localhost] }
`
}

let stage: Stage
let before: LiveContainer

const answers = async (app: string, version: string): Promise<boolean> => (await stage.http(`${app}.localhost`, '/version')).body.trim() === version
const webs = async (): Promise<readonly string[]> => (await stage.containers()).filter(({ app }) => app === 'shop/web').map(({ id }) => id).sort()
const runs = async (): Promise<readonly { readonly verdict: string; readonly outcomes: readonly { readonly app?: string }[]; readonly leftOut?: readonly string[] }[]> => (JSON.parse((await stage.api('/api/v1/runs')).body) as { readonly runs: Awaited<ReturnType<typeof runs>> }).runs
const isReleasing = async (): Promise<boolean> => (await stage.status()).verdict.startsWith('Converging')

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(manifest({ web: '1' }))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  before = await stage.container('shop/web')
  await stage.commit(manifest({ web: '2', port: 8081 }))
  await stage.until('the new release waits beside the old one', async () => (await webs()).length === 2 && isReleasing())
})

afterAll(() => stage.close())

describe('while a release waits', () => {
  it.each([['shop/late', 'late'], ['blog/front', 'front']])('%s is healed within moments of its removal', async (app, host) => {
    const waiting = await webs()
    const { id } = await stage.container(app)
    await docker('rm', '--force', id)
    await stage.until(`another container of ${app} answers`, async () => (await stage.containers()).some((one) => one.app === app && one.id !== id) && answers(host, '1'))
    expect(await webs(), 'the release goes on').toEqual(waiting)
    await stage.until('status tells of the release again', isReleasing)
    expect(await answers('web', '1')).toBe(true)
  })

  it('the proxy is healed too', async () => {
    const { id } = await stage.container('mist/traefik')
    await docker('rm', '--force', id)
    await stage.until('all apps answer through another proxy', async () => {
      const now = (await stage.containers()).find(({ app }) => app === 'mist/traefik')
      return now !== undefined && now.id !== id && await answers('late', '1') && await answers('web', '1')
    })
    await stage.until('status tells of the release again', isReleasing)
  })

  it('a commit that changes another app is released beside it', async () => {
    const waiting = await webs()
    await stage.commit(manifest({ web: '2', port: 8081, late: '2' }))
    await stage.until('the other app is released', () => answers('late', '2'))
    expect(await webs()).toEqual(waiting)
  })

  it('history tells the runs beside it, and what they left alone', async () => {
    const wanted = ['blog/front', 'mist/traefik', 'shop/late']
    const beside = await stage.until(`runs beside the release tell of ${wanted.join()}`, async () => {
      const found = (await runs()).filter(({ leftOut }) => leftOut !== undefined)
      return JSON.stringify([...new Set(found.flatMap(({ outcomes }) => outcomes.map(({ app }) => app)))].toSorted()) === JSON.stringify(wanted) ? found : undefined
    })
    expect(beside.every(({ leftOut }) => leftOut?.includes('shop/web'))).toBe(true)
  })

  it('the next good commit ends the wait and comes out', async () => {
    await stage.deploy(manifest({ web: '3', late: '2' }))
    expect(await answers('web', '3')).toBe(true)
    expect((await stage.container('shop/web')).id).not.toBe(before.id)
    expect((await runs()).map(({ verdict }) => verdict)).toContain('superseded')
    expect(await isReleasing()).toBe(false)
  })
})
