/** A canary on a real Traefik: both versions answer while the share is on, nobody gets an error, and failing health leads everybody back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLoad, type Load } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const HOST = 'shop.localhost'
const QUESTIONS = 30

function manifest(version: string, more = ''): string {
  return `version: 1
defaults: { deploy: { drain: 1s, stop: 1s, timeout: 60s } }
projects:
  shop:
    apps:
      web:
        image: mist-lab/web:1
        port: 8080
        health: /healthz
        domains: [${HOST}]
        env: { APP_VERSION: "${version}"${more} }
        deploy: { strategy: canary, canary: { weights: [30], every: 15s } }
`
}

let stage: Stage
let load: Load | undefined

async function answers(): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  for (let count = 0; count < QUESTIONS; count += 1) seen.add((await stage.http(HOST, '/version')).body.trim())
  return seen
}

const bothAnswer = (old: string, young: string): Promise<unknown> => stage.until(`${old} and ${young} both answer`, async () => {
  const seen = await answers()
  return seen.has(old) && seen.has(young)
})

beforeAll(async () => {
  stage = await openStage()
  await stage.commit({ 'mist.yaml': manifest('1') })
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  load = startLoad({ port: stage.ports.proxy, host: HOST, clients: { 'keep-alive': 1, fresh: 1, post: 0, slow: 0, websocket: 0, events: 0 }, expected: /^[123]$/, maxMs: 400_000 })
})

afterAll(async () => {
  await load?.stop()
  await stage.close()
})

describe('a canary release', () => {
  it('answers with both versions while its share is on, and with the new one alone afterwards', async () => {
    const commit = await stage.commit({ 'mist.yaml': manifest('2') }, 'Version 2')
    await bothAnswer('1', '2')
    await stage.waitSynced(commit)
    expect(await answers()).toEqual(new Set(['2']))
    expect((await stage.containers()).filter(({ app }) => app === 'shop/web')).toHaveLength(1)
  })

  it('that falls ill while its share is on is led back and rejected', async () => {
    await stage.commit({ 'mist.yaml': manifest('3', ', HEALTHY_FOR_MS: "14000"') }, 'Version 3 falls ill')
    await bothAnswer('2', '3')
    await stage.until('it is rejected', async () => {
      const { apps } = await stage.status()
      return apps.find(({ app }) => app === 'web')?.conditions.some(({ reason }) => reason === 'ReleaseRejected')
    })
    expect(await answers()).toEqual(new Set(['2']))
    expect((await stage.containers()).filter(({ app }) => app === 'shop/web')).toHaveLength(1)
  })

  it('costs no visitor an error', () => {
    const report = load?.report()
    expect(report?.asked).toBeGreaterThan(0)
    expect(report?.failures).toEqual([])
  })
})
