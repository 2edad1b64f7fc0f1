/**
 * One value of env on its whole way: into the container, and nowhere else. It is looked for in every answer of every route, in all that
 * mistd writes, says and starts.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'
import { bytesBelow } from './stage/files.js'

const CANARY = 'canary-2c94f1ab-of-env'

/** `name` and `image` are words of the format too: what hides their values must know where they stand. */
function manifest(value: string, more = ''): string {
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
${more}`
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
