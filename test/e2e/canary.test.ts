/**
 * One value of env on its whole way: into the container, and nowhere else. It is looked for in every answer of every route, in all that
 * mistd writes, says and starts; and under whatever umask Mist was started, what it writes is its owner's alone.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { bytesBelow, openToOthers } from './stage/files.js'
import { withUmask } from './stage/program.js'

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
  const watch = watchArguments()
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

/** Every program that runs while the tests do; arguments are for everybody on a host to read. */
function watchArguments(): { readonly seen: Set<string>; readonly stop: () => void } {
  const seen = new Set<string>()
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const text = argumentsOf(pid)
      if (text.includes(CANARY)) seen.add(text.replaceAll('\0', ' '))
    }
  }
  const timer = setInterval(look, 250)
  return { seen, stop: () => { clearInterval(timer) } }
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Every route that can be read, with the names of this host in it. */
async function readableRoutes(): Promise<readonly string[]> {
  const { paths } = JSON.parse((await stage.api('/api/v1/openapi.json')).body) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  const { runs } = JSON.parse((await stage.api('/api/v1/runs?limit=500')).body) as { readonly runs: readonly { readonly id: number }[] }
  const filled = (path: string): readonly string[] => {
    const named = path.replace('{project}', 'shop').replace('{app}', 'web').replace('{name}', 'page.css')
    return named.includes('{id}') ? runs.map(({ id }) => named.replace('{id}', String(id))) : [named]
  }
  const read = Object.entries(paths).filter(([, methods]) => 'get' in methods).flatMap(([path]) => filled(path))
  return [...read, '/api/v1/runs?limit=500', '/api/v1/events?limit=1000', '/api/v1/apps/shop/web/logs?tail=all']
}

const QUIET_STREAM_MS = 1_000
const ANSWER_MS = 10_000

/** The whole answer; of a stream that does not end, what it says first. */
function answerOf(path: string, accept: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: stage.ports.http, path, headers: { accept }, agent: false }, (response) => {
      let text = `${String(response.statusCode)} ${JSON.stringify(response.headers)}\n`
      const isEndless = String(response.headers['content-type']).startsWith('text/event-stream')
      const patience = setTimeout(() => { call.destroy() }, isEndless ? QUIET_STREAM_MS : ANSWER_MS)
      response.setEncoding('utf8').on('error', () => { resolve(text) }).on('end', () => { resolve(text) }).on('data', (chunk: string) => {
        text += chunk
        if (isEndless && text.includes('data: ')) call.destroy()
      }).on('close', () => {
        clearTimeout(patience)
        resolve(text)
      })
    })
    call.on('error', reject).end()
  })
}

const TOLD = ['status', 'history', 'events'] as const

/** Nothing that leaves the daemon, and nothing that outlives it, holds the value. */
async function expectSilence(): Promise<void> {
  const routes = await readableRoutes()
  expect(routes.length).toBeGreaterThan(14)
  const asked = routes.flatMap((path) => (path.includes('logs') ? ['*/*', 'text/event-stream'] : ['*/*']).map((accept) => ({ path, accept })))
  const answers = await Promise.all(asked.map(async ({ path, accept }) => ({ path, accept, text: await answerOf(path, accept) })))
  expect(answers.filter(({ text }) => text.includes(CANARY)).map(({ path, accept }) => `${path} as ${accept}`)).toEqual([])
  expect(stage.mistd.log()).not.toContain(CANARY)
  // The mirror of the repository holds the manifest by right; git compresses it.
  expect(bytesBelow(stage.stateDir)).not.toContain(CANARY)
  const told = await Promise.all(TOLD.flatMap((verb) => ['table', 'json'].map(async (output) => ({ verb, output, ...await stage.mistctl(verb, '-o', output) }))))
  expect(told.filter(({ stdout, stderr }) => `${stdout}${stderr}`.includes(CANARY)).map(({ verb, output }) => `${verb} as ${output}`)).toEqual([])
}

describe('a value of env', () => {
  it('is in the container, not in its labels, and in nothing that is told of a host at rest', async () => {
    const { inspect } = await stage.container('shop/web')
    expect(inspect.Config.Env).toEqual(expect.arrayContaining([`name=${CANARY}`, `image=${CANARY}`]))
    expect(Object.values(inspect.Config.Labels).filter((label) => label.includes(CANARY))).toEqual([`${CANARY}-label`])
    await expectSilence()
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
    await expectSilence()
    expect((await stage.mistctl('resume')).code).toBe(0)
    await stage.waitSynced(commit)
    await expectSilence()
  })

  it('is in no remark about the line that it stands on, whatever is wrong with it', async () => {
    for (const [broken, place] of [[`[${CANARY}]`, '11:'], [`"${CANARY}" ${CANARY}`, '11:'], [`!${CANARY}!x ${CANARY}`, '11:'], [`|${CANARY}`, '11:']] as const) {
      const commit = await stage.commit(manifest(CANARY).replace(`name: ${CANARY}`, `name: ${broken}`), 'Broken')
      await stage.until('it is rejected, with its place', async () => {
        const { revision, diagnostics } = await stage.status()
        return revision?.commit === commit && diagnostics.some(({ at }) => `${String(at.line)}:` === place)
      })
    }
    await expectSilence()
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
    for (const path of await readableRoutes()) expect(await answerOf(path, '*/*'), path).not.toContain('forged-value')
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
