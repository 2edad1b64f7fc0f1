/** The app that tests of releases rely on: each of its moods is what it says, or those tests would pass for nothing. */
import { afterAll, describe, expect, it } from 'vitest'
import { docker, dockerTries, startLoad, startWrk, sweep, uniqueInstance } from '../lab/fixtures.js'
import { askHttp } from '../e2e/stage/http.js'
import { until } from '../support/until.js'

const instance = uniqueInstance()
const IMAGE = 'mist-lab/web:1'

afterAll(() => sweep(instance))

interface App {
  readonly id: string
  readonly port: number
}

function run(env: Readonly<Record<string, string>>): Promise<string> {
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  return docker('run', '--detach', '--label', `mist.instance=${instance}`, '--publish', '127.0.0.1::8080', ...variables, IMAGE)
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<App> {
  const id = await run(env)
  const port = Number((await docker('port', id, '8080/tcp')).split(':').at(-1))
  return { id, port }
}

async function answering(env?: Readonly<Record<string, string>>): Promise<App> {
  const app = await start(env)
  await until('the app answers', async () => (await askHttp(app.port, '/version')).status === 200)
  return app
}

const health = async ({ port }: App): Promise<number> => (await askHttp(port, '/health')).status

/** How it ended, asked of the engine. */
async function exitCode(id: string): Promise<number> {
  return Number(await docker('wait', id))
}

async function stopped({ id }: App, graceSeconds: number): Promise<{ readonly code: number; readonly log: string }> {
  await docker('stop', '--time', String(graceSeconds), id)
  const { stdout, stderr } = await dockerTries(['logs', id])
  return { code: await exitCode(id), log: stdout + stderr }
}

describe('the web app of the lab', () => {
  it('bears every sort of visitor', async () => {
    const app = await answering()
    const load = startLoad({ port: app.port, host: 'web.localhost', expected: /^1$/ })
    await until('all sorts have been answered', () => Object.values(load.report().lanes).every(({ asked }) => asked >= 5))
    const report = await load.stop()
    expect({ failures: report.failures, ends: report.streamEnds, answers: Object.keys(report.answers) }).toEqual({ failures: [], ends: [], answers: ['1'] })
  })

  it.each(['keep-alive', 'fresh', 'post'] as const)('bears wrk with traffic of the sort %s', async (traffic) => {
    const app = await answering()
    const wrk = startWrk({ port: app.port, host: 'web.localhost', traffic, connections: 8, seconds: 1 })
    const report = await wrk.ended
    expect(report).toMatchObject({ failed: 0, non2xx: 0 })
    expect(report.requests).toBeGreaterThan(0)
  })

  it('gets ready late', async () => {
    expect(await health(await answering({ READY_AFTER_MS: '600000' }))).toBe(503)
    const soon = await answering({ READY_AFTER_MS: '200' })
    await until('it is healthy', async () => await health(soon) === 200)
  })

  it('falls ill after a number of questions, or after a time', async () => {
    const counting = await answering({ HEALTHY_FOR_REQUESTS: '2' })
    expect([await health(counting), await health(counting), await health(counting)]).toEqual([200, 200, 503])
    const ageing = await answering({ HEALTHY_FOR_MS: '1' })
    expect(await health(ageing)).toBe(503)
  })

  it('crashes by itself', async () => {
    // Its port cannot be asked for any more once it has.
    expect(await exitCode(await run({ CRASH_AFTER_MS: '200', CRASH_EXIT: '7' }))).toBe(7)
  })

  it('talks to both streams', async () => {
    const id = await run({ LOG_EVERY_MS: '50' })
    await until('it has talked', async () => {
      const { stdout, stderr } = await dockerTries(['logs', id])
      return stdout.includes('line 2 to stdout') && stderr.includes('line 2 to stderr')
    })
  })

  it('finishes what is under way when it is asked to stop, and closes its streams', async () => {
    const app = await answering()
    const load = startLoad({ port: app.port, host: 'web.localhost', clients: { 'keep-alive': 0, fresh: 0, post: 0, slow: 0 } })
    await until('both streams speak', () => load.report().lanes.websocket.asked > 0 && load.report().lanes.events.asked > 0)
    const slow = askHttp(app.port, '/version?delay=1000')
    const heard = load.report().lanes.events.asked
    await until('the question is under way: events that were sent after it have come', () => load.report().lanes.events.asked > heard + 2)
    const { code } = await stopped(app, 10)
    expect(code).toBe(0)
    expect(await slow).toMatchObject({ status: 200, body: '1\n' })
    const { streamEnds } = await load.stop()
    expect(streamEnds.map(({ lane, how }) => `${lane} ${how}`).toSorted()).toEqual(['events polite', 'websocket polite'])
    expect(streamEnds.find(({ lane }) => lane === 'websocket')?.detail).toBe('1001')
  })

  it('does not hear when it is told not to, and has to be killed', async () => {
    expect((await stopped(await answering({ IGNORE_TERM: '1' }), 1)).code).toBe(137)
  })

  it('drops what is under way when it is told to end at once', async () => {
    const app = await answering({ EXIT_AT_ONCE: '1' })
    const slow = askHttp(app.port, '/slow?ms=20000')
    await stopped(app, 10)
    expect((await slow).status).toBe(0)
  })

  it('plays a release command', async () => {
    const migrate = (...env: readonly string[]): ReturnType<typeof dockerTries> =>
      dockerTries(['run', '--rm', '--label', `mist.instance=${instance}`, ...env.flatMap((one) => ['--env', one]), IMAGE, 'migrate'])
    expect(await migrate()).toMatchObject({ code: 0, stdout: 'web 1 migrates\nweb 1 has migrated\n' })
    expect(await migrate('MIGRATE_EXIT=3')).toMatchObject({ code: 3, stderr: 'web 1 cannot migrate: told to end with 3\n' })
  })
})
