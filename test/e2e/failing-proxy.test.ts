/**
 * Releases that fail at the proxy: Traefik refuses the route, somebody's broken file freezes it, or it is away. The container that served before is
 * never stopped, and whoever can still be reached gets answers from it.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppStatus } from '../../src/model/run.js'
import { docker } from '../lab/fixtures.js'
import { openStage, startProber, type Stage } from './stage.js'
import { allEvents } from './stage/events.js'
import { externalProxy, startExternalTraefik } from './stage/external-traefik.js'

const manifest = (version: string): string =>
  `version: 1\ndefaults: { deploy: { timeout: 60s, drain: 1s, stop: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, health: /healthz, domains: [shop.localhost], env: { APP_VERSION: "${version}" } }\n`

let stage: Stage
let traefik: ChildProcess
let directory: string

beforeAll(async () => {
  stage = await openStage({
    settings: ({ dir, ports }) => {
      directory = join(dir, 'dynamic')
      mkdirSync(directory)
      traefik = startExternalTraefik({ dir, ports }, '--providers.providersThrottleDuration=100ms')
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
const webOf = async (): Promise<AppStatus | undefined> => (await stage.status()).apps.find(({ app }) => app === 'web')
const failures = async (): Promise<number> => (await allEvents(stage)).filter(({ type }) => type === 'app-failed').length

/** How the app is said to be once it is said with these words. */
function told(words: RegExp): Promise<unknown> {
  return stage.until(`the status says ${String(words)}`, async () => {
    const web = await webOf()
    return web?.conditions.some(({ message }) => words.test(message)) === true ? web : undefined
  })
}

/** Past the proxy. */
async function ask(address: string): Promise<{ readonly body: string }> {
  return { body: await (await fetch(`http://${address}:8080/version`)).text() }
}

async function becomeEntryPoint(name: string, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const settings = readFileSync(stage.settingsFile, 'utf8')
  await stage.mistd.stop()
  writeFileSync(stage.settingsFile, settings.replace(/"entryPoint": "\w+"/, `"entryPoint": "${name}"`), { mode: 0o600 })
  await meanwhile()
  await stage.mistd.start()
}

describe('a release that fails at the proxy', () => {
  it('is rejected when Traefik refuses its route, and visitors stay with the old one', async () => {
    const prober = startProber(() => stage.http('shop.localhost', '/version'), '1')
    const { id } = await stage.container('shop/web')
    // While mistd is away: it would be told of the release before too, which has that entry point as well.
    let commit = ''
    await becomeEntryPoint('nowhere', async () => { commit = await stage.commit(manifest('2'), 'With an entry point that Traefik does not have') })
    await told(/Traefik refuses it: .*nowhere/)
    await stage.until('its release is held', async () => (await webOf())?.blocked.some(({ reason, message }) => reason === 'held' && message.includes(`release of ${commit.slice(0, 7)}`)))
    expect((await webOf())?.conditions.map(({ reason }) => reason)).toContain('ReleaseRejected')
    const tries = await failures()
    for (let turn = 0; turn < 2; turn += 1) {
      const { code, stdout, stderr } = await stage.mistctl('apply', '--yes')
      expect(code, stdout + stderr).toBe(3)
    }
    expect(await failures(), 'it is not tried again').toBe(tries)
    expect((await stage.container('shop/web')).id).toBe(id)
    await becomeEntryPoint('http')
    await stage.until('the same commit comes out', async () => (await version()) === '2')
    const { bad } = await prober.stop()
    expect(bad.filter((answer) => !answer.startsWith('200 2'))).toEqual([])
  })

  it('waits, and is tried again, while a broken file of somebody else freezes Traefik', async () => {
    const prober = startProber(() => stage.http('shop.localhost', '/version'), '2')
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    const { id } = await stage.container('shop/web')
    writeFileSync(join(directory, 'theirs.yml'), 'http: {}\n')
    const commit = await stage.commit(manifest('3'), 'While a file is broken')
    await told(/theirs\.yml/)
    expect((await webOf())?.conditions.map(({ reason }) => reason)).not.toContain('ReleaseRejected')
    expect((await stage.containers()).map((one) => one.id)).toContain(id)
    const { bad } = await prober.stop()
    expect(bad).toEqual([])
    rmSync(join(directory, 'theirs.yml'))
    await stage.waitSynced(commit)
    expect(await version()).toBe('3')
  })

  it('waits, and is tried again, while Traefik is away, and the old one runs on', async () => {
    const before = await stage.container('shop/web')
    const address = await docker('inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', before.id)
    traefik.kill('SIGKILL')
    const commit = await stage.commit(manifest('4'), 'While Traefik is away')
    await told(/cannot confirm|does not answer|refused/i)
    expect((await webOf())?.conditions.map(({ reason }) => reason)).not.toContain('ReleaseRejected')
    expect((await stage.containers()).find(({ id }) => id === before.id)?.startedAt).toBe(before.startedAt)
    expect((await ask(address)).body.trim()).toBe('3')
    traefik = startExternalTraefik(stage, '--providers.providersThrottleDuration=100ms')
    await stage.waitSynced(commit)
    expect(await version()).toBe('4')
  })
})
