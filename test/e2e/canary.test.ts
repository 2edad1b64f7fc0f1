/**
 * One value of env on its whole way: into the container, and nowhere else. It is looked for in every answer of every route, in all that
 * mistd writes, says and starts; and under whatever umask Mist was started, what it writes is its owner's alone.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { openToOthers } from './stage/files.js'
import { withUmask } from './stage/program.js'
import { answerOf, expectSilence, readableRoutes, watchArguments } from './stage/silence.js'

const CANARY = 'canary-2c94f1ab-of-env'

/** `name` and `image` are words of the format too: what hides their values must know where they stand. */
function manifest(value: string): string {
  return `version: 1
projects:
  shop:
    labels: { team: ${CANARY}-label }
    apps:
      web:
        image: mist-lab/web:1
        port: 8080
        domains: [shop.localhost]
        env:
          name: ${value}
          image: "${value}"
defaults: { deploy: { drain: 1s } }
`
}

let stage: Stage
let seen: Set<string>
let stopWatching: () => void

beforeAll(async () => {
  stage = await openStage()
  const watch = watchArguments([CANARY])
  seen = watch.seen
  stopWatching = watch.stop
  await stage.commit(manifest(CANARY))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(async () => {
  stopWatching()
  await stage.close()
})

afterEach(() => {
  expect([...seen], 'arguments of a program').toEqual([])
})

describe('a value of env', () => {
  it('is in the container, not in its labels, and in nothing that is told of a host at rest', async () => {
    const { inspect } = await stage.container('shop/web')
    expect(inspect.Config.Env).toEqual(expect.arrayContaining([`name=${CANARY}`, `image=${CANARY}`]))
    expect(Object.values(inspect.Config.Labels).filter((label) => label.includes(CANARY))).toEqual([`${CANARY}-label`])
    await expectSilence(stage, [CANARY])
  })

  it('is shown by diff and render on the host alone, when it changes', async () => {
    expect((await stage.mistctl('suspend', '--reason', 'to look at it')).code).toBe(0)
    const commit = await stage.commit(manifest(`${CANARY}-changed`), 'Another value')
    await stage.until('the change waits', async () => {
      const { revision, sync } = await stage.status()
      return revision?.commit === commit && sync === 'OutOfSync'
    })
    for (const output of ['table', 'json']) expect((await stage.mistctl('diff', '-o', output)).stdout).toContain(`${CANARY}-changed`)
    expect((await stage.mistctl('render')).stdout).toContain(`${CANARY}-changed`)
    await expectSilence(stage, [CANARY])
    expect((await stage.mistctl('resume')).code).toBe(0)
    await stage.waitSynced(commit)
    await expectSilence(stage, [CANARY])
  })

  it('is in no remark about the line that it stands on, whatever is wrong with it', async () => {
    for (const [broken, place] of [[`[${CANARY}]`, '11:'], [`"${CANARY}" ${CANARY}`, '11:'], [`!${CANARY}!x ${CANARY}`, '11:'], [`|${CANARY}`, '11:']] as const) {
      const commit = await stage.commit(manifest(CANARY).replace(`name: ${CANARY}`, `name: ${broken}`), 'Broken')
      await stage.until('it is rejected, with its place', async () => {
        const { revision, diagnostics } = await stage.status()
        return revision?.commit === commit && diagnostics.some(({ at }) => `${String(at.line)}:` === place)
      })
    }
    await expectSilence(stage, [CANARY])
    await stage.deploy(manifest(CANARY), 'Good again')
  })
})

describe('a container that somebody made with the labels of Mist', () => {
  it('is not taken for what its fingerprint says: what differs is shown, and it is replaced', async () => {
    expect((await stage.mistctl('suspend', '--reason', 'to forge')).code).toBe(0)
    const { id, name, inspect } = await stage.container('shop/web')
    const [network = ''] = Object.keys(inspect.NetworkSettings.Networks)
    // A file, since one of the labels must not stand in the arguments of any program.
    const labels = join(stage.dir, 'labels')
    writeFileSync(labels, Object.entries(inspect.Config.Labels).map(([key, value]) => `${key}=${value}\n`).join(''), { mode: 0o600 })
    await docker('rm', '--force', id)
    const forged = (await docker('run', '--detach', '--name', name, '--network', network, '--network-alias', 'web', '--label-file', labels, '--env', 'name=forged-value', '--env', 'EXTRA=forged-value', 'mist-lab/web:2')).trim()
    expect((await stage.container('shop/web')).inspect.Config.Labels).toEqual(expect.objectContaining(inspect.Config.Labels))
    const diff = await stage.until('diff sees through it', async () => {
      const { code, stdout } = await stage.mistctl('diff')
      return code === 1 && stdout.includes('env.EXTRA') ? stdout : undefined
    })
    for (const field of [/^ +image +/m, /^ +env\.name +/m, /^ +env\.image +/m, /^ +env\.EXTRA +- forged-value/m, /^ +capabilities +/m]) expect(diff).toMatch(field)
    for (const path of await readableRoutes(stage)) expect(await answerOf(stage, { path, accept: '*/*' }), path).not.toContain('forged-value')
    expect((await stage.mistctl('resume')).code).toBe(0)
    await stage.until('an honest one runs in its place', async () => {
      const [one, ...others] = (await stage.containers()).filter(({ app }) => app === 'shop/web')
      return one !== undefined && others.length === 0 && one.id !== forged && one.state === 'running'
    })
    expect((await stage.container('shop/web')).inspect.Config.Env).toEqual(expect.arrayContaining([`name=${CANARY}`, `image=${CANARY}`]))
    expect(stage.mistd.log()).not.toContain('forged-value')
  })
})

describe.each([['open to all', 0o000], ['closed to all', 0o077]])('started with an umask that is %s', (_name, mask) => {
  it('Mist keeps what it writes to its owner, but for the routes that Traefik reads', async () => {
    const other = await openStage()
    try {
      await other.commit(manifest('x'))
      expect(await withUmask(mask, () => other.mistctl('apply', '--yes'))).toMatchObject({ code: 0 })
      expect(openToOthers(other.stateDir)).toEqual(readByTraefik(other))
      const commit = await other.commit(manifest('y'))
      withUmask(mask, () => { other.mistd.launch() })
      await other.until('mistd answers', async () => (await other.api('/healthz')).status === 200)
      await other.waitSynced(commit)
      expect(openToOthers(other.stateDir)).toEqual(readByTraefik(other))
    } finally {
      await other.close()
    }
  })
})

/** Traefik may run as a user of its own. The folders above are closed, so that on the host nobody else gets there. */
function readByTraefik({ routesDir, instance }: Stage): readonly string[] {
  const routes = readdirSync(routesDir)
  expect(routes).toContain(`mist-${instance}_shop_web.yml`)
  expect(routes.length).toBeGreaterThan(1)
  return ['traefik/dynamic 755', ...routes.map((file) => `traefik/dynamic/${file} 644`)].toSorted()
}
