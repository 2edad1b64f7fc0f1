/** mistd as a process among others: one per instance, stopped cleanly, woken by webhooks, sharing the lease with mistctl. */
import { createHmac, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type HttpAnswer, type Stage } from './stage.js'
import { PROGRAMS } from './stage/build.js'
import { runProgram } from './stage/program.js'
import { eventsIn } from './stage/watch.js'

const SECRETS = { github: randomBytes(32).toString('hex'), old: randomBytes(32).toString('hex'), fresh: randomBytes(32).toString('hex') }
/** Nothing but a webhook, a command or a restart wakes this mistd. */
const NEVER = '24h'

let stage: Stage

function manifest(version: string, more = ''): string {
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:${version}", port: 8080, domains: [shop.localhost]${more} }\n`
}

/** The new container needs so long to listen that there is time to do something meanwhile. */
const slow = (version: string): string => manifest(version, ', env: { APP_START_DELAY_MS: 4000 }')

beforeAll(async () => {
  stage = await openStage({
    settings: ({ dir, repo }) => {
      const file = (name: string, secret: string): string => {
        writeFileSync(join(dir, name), secret, { mode: 0o600 })
        return join(dir, name)
      }
      return {
        source: { git: repo.url, ref: 'main', interval: NEVER },
        drift: { interval: NEVER },
        webhooks: {
          github: { type: 'github', secretFiles: [file('github', SECRETS.github)] },
          ci: { type: 'generic', secretFiles: [file('fresh', SECRETS.fresh), file('old', SECRETS.old)] },
        },
      }
    },
  })
  await stage.commit(manifest('1'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

const version = async (): Promise<string> => (await stage.http('shop.localhost', '/version')).body.trim()
const wakes = (trigger: string): number => eventsIn(stage.mistd.log()).filter((one) => one.event === 'run-started' && one['trigger'] === trigger).length

/** Until a step of this life of mistd, told by what was logged before. */
async function untilStep(step: string, since: number): Promise<void> {
  await stage.until(`mistd is at ${step}`, () => eventsIn(stage.mistd.log(since)).some((one) => one.event === 'step-started' && one['step'] === step), { everyMs: 10 })
}

function ring(receiver: string, secret: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
  const body = JSON.stringify({ ref: 'refs/heads/main', repository: { clone_url: 'https://evil.example.com/x.git' } })
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const name = receiver === 'github' ? 'x-hub-signature-256' : 'x-signature'
  return stage.api(`/hooks/${receiver}`, { method: 'POST', body, headers: { 'content-type': 'application/json', [name]: signature, ...headers } })
}

/** Everything that was asked for before has been looked at. */
async function looked(): Promise<void> {
  const { body } = await ring('ci', SECRETS.fresh)
  await stage.until('the look is done', async () => (await lookOf(body)).state === 'done')
}

/** How far the look is that was asked for, by the answer to that. */
async function lookOf(answer: string): Promise<{ readonly state: string; readonly askedAt: string }> {
  const { look } = JSON.parse(answer) as { readonly look: string }
  return JSON.parse((await stage.api(`/api/v1/looks/${look}`)).body) as Awaited<ReturnType<typeof lookOf>>
}

/** Both times are of the clock of mistd, so it does not matter when an answer or a line of the log arrives here. */
function passesSince(time: string): number {
  return eventsIn(stage.mistd.log()).filter((one) => one.event === 'run-started' && one['trigger'] === 'webhook' && Date.parse(one.time) > Date.parse(time)).length
}

describe('a webhook', () => {
  it('with a wrong signature, without one, or for nobody is refused and wakes nobody; a right one brings the commit', async () => {
    await stage.commit(manifest('2'), 'Two')
    const before = wakes('webhook')
    expect((await ring('ci', randomBytes(32).toString('hex'))).status).toBe(401)
    expect((await ring('github', SECRETS.fresh)).status, 'the secret of another receiver').toBe(401)
    expect((await stage.api('/hooks/ci', { method: 'POST', body: '{}' })).status).toBe(401)
    expect((await ring('nobody', SECRETS.fresh)).status).toBe(404)
    expect(wakes('webhook')).toBe(before)
    expect(await version()).toBe('1')
    expect((await ring('github', SECRETS.github, { 'x-github-event': 'push' })).status).toBe(202)
    await stage.until('the commit is live', async () => await version() === '2')
    expect(wakes('webhook'), 'the refused ones would have come first').toBe(before + 1)
  })

  it('answers with an id by which the caller sees what came of it, to the run in history', async () => {
    const commit = await stage.commit(manifest('3'), 'Three')
    const { look } = JSON.parse((await ring('ci', SECRETS.fresh)).body) as { readonly look: string }
    const asked = async (): Promise<{ readonly state: string; readonly verdict?: string; readonly run?: number; readonly revision?: { readonly commit: string } }> => JSON.parse((await stage.api(`/api/v1/looks/${look}`)).body) as Awaited<ReturnType<typeof asked>>
    await stage.until('the look is done', async () => (await asked()).state === 'done')
    expect(await version(), 'done is told no sooner than it is').toBe('3')
    const { run, ...end } = await asked()
    expect(end).toMatchObject({ verdict: 'changed', revision: { commit } })
    expect(JSON.parse((await stage.api(`/api/v1/runs/${String(run)}`)).body)).toMatchObject({ id: run, verdict: 'changed', revision: { commit } })
    await looked()
    expect((await stage.api('/api/v1/looks/00000000-1')).status).toBe(404)
  })

  it('accepts the old secret beside the new one while they are changed', async () => {
    for (const [secret, wanted] of [[SECRETS.old, '3'], [SECRETS.fresh, '1']] as const) {
      await stage.commit(manifest(wanted), `Version ${wanted}`)
      expect((await ring('ci', secret)).status).toBe(202)
      await stage.until('the commit is live', async () => await version() === wanted)
    }
  })

  it('is heard many times and leads to few passes', async () => {
    const before = wakes('webhook')
    const answers = await Promise.all(Array.from({ length: 100 }, () => ring('ci', SECRETS.fresh)))
    expect(answers.filter(({ status }) => status !== 202)).toEqual([])
    await looked()
    const storm = await Promise.all(answers.map(({ body }) => lookOf(body)))
    expect(storm.filter(({ state }) => state !== 'done')).toEqual([])
    const lastAskedAt = storm.map(({ askedAt }) => askedAt).toSorted().at(-1) ?? ''
    expect(passesSince(lastAskedAt), 'whatever is heard during a pass leads to one more; another is for the look that was asked for behind them').toBeLessThanOrEqual(2)
    await stage.commit(manifest('2'), 'After the storm')
    await ring('ci', SECRETS.fresh)
    await stage.until('the commit is live', async () => await version() === '2')
    // As many as fit into the time that the storm takes: few on any machine, and never one for each.
    expect(wakes('webhook') - before).toBeLessThanOrEqual(50)
  })

  it('of GitHub that only tries the line wakes nobody', async () => {
    await looked()
    const before = wakes('webhook')
    expect((await ring('github', SECRETS.github, { 'x-github-event': 'ping' })).status).toBe(202)
    await looked()
    expect(wakes('webhook'), 'one look, which was asked for behind it').toBe(before + 1)
  })
})

describe('a second mistd', () => {
  it('on the same instance refuses to start, and names the first', async () => {
    const second = await runProgram([PROGRAMS.mistd, '--config', stage.settingsFile], { cwd: stage.dir }).ended
    expect(second.code).toBe(3)
    expect(second.stderr).toContain(`process ${String(stage.mistd.pid())} `)
    expect((await stage.api('/healthz')).status, 'the first one goes on').toBe(200)
  })
})

describe('mistctl apply beside mistd', () => {
  it('waits until the pass of mistd is over, says behind whom, and then does its own', async () => {
    let wanted = '2'
    // On a busy machine the pass may be over before mistctl has come up.
    await stage.until('mistctl has waited for mistd', async () => {
      const since = stage.mistd.mark()
      wanted = wanted === '3' ? '1' : '3'
      await stage.commit(slow(wanted), `Slow ${wanted}`)
      await ring('ci', SECRETS.fresh)
      await untilStep('await-ready', since)
      const { code, stdout, stderr } = await stage.mistctl('apply', '--yes')
      expect(code, stdout + stderr).toBe(0)
      return stderr.includes(String(stage.mistd.pid()))
    })
    expect(await version()).toBe(wanted)
  })

  it('is seen by mistd, which has nothing to do afterwards', async () => {
    const commit = await stage.commit(manifest('1'), 'One by hand')
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, apply.stderr).toBe(0)
    expect(await version()).toBe('1')
    const { id, startedAt } = await stage.container('shop/web')
    await ring('ci', SECRETS.fresh)
    await stage.waitSynced(commit)
    expect(await stage.container('shop/web')).toMatchObject({ id, startedAt })
  })

  it('of one app leaves the others as they are', async () => {
    const two = `${manifest('2')}      other: { image: "mist-lab/web:3", port: 8080, domains: [other.localhost] }\n`
    await stage.commit(two, 'Another app')
    const apply = await stage.mistctl('apply', 'shop/other', '--yes')
    expect(apply.code, apply.stdout + apply.stderr).toBe(0)
    expect((await stage.http('other.localhost', '/version')).body.trim()).toBe('3')
    expect(await version()).toBe('1')
    await ring('ci', SECRETS.fresh)
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await version()).toBe('2')
  })
})

describe('suspend', () => {
  it('freezes new commits and says who and why, until resume', async () => {
    const suspended = await stage.mistctl('suspend', '--reason', 'moving house')
    expect(suspended.code, suspended.stderr).toBe(0)
    const commit = await stage.commit(manifest('1'), 'Frozen')
    await ring('ci', SECRETS.fresh)
    const report = await stage.until('the commit is seen and not applied', async () => {
      const value = await stage.status()
      return value.revision?.commit === commit && value.suspension !== undefined ? value : undefined
    })
    expect(report.suspension).toMatchObject({ reason: 'moving house' })
    expect(report.sync).toBe('OutOfSync')
    expect(report.blocked.some(({ reason }) => reason === 'suspended')).toBe(true)
    expect(await version()).toBe('2')
    const status = await stage.mistctl('status')
    expect(status.stdout).toMatch(/[Ss]uspended by \S+.*moving house|moving house/)
    expect((await stage.mistctl('resume')).code).toBe(0)
    await ring('ci', SECRETS.fresh)
    await stage.waitSynced(commit)
    expect(await version()).toBe('1')
  })

  it('that has an end outlives a restart', async () => {
    expect((await stage.mistctl('suspend', '--for', '2h', '--reason', 'lunch')).code).toBe(0)
    expect(await stage.mistd.stop()).toBe(0)
    await stage.mistd.start()
    const report = await stage.until('a report is there', () => stage.status())
    expect(report.suspension).toMatchObject({ reason: 'lunch' })
    expect(report.suspension?.until).toBeDefined()
    expect((await stage.mistctl('resume')).code).toBe(0)
  })
})

describe('SIGTERM', () => {
  it('within an apply ends it soon with exit code 0, and the next start goes on', async () => {
    for (const [index, step] of ['create-container', 'start-container', 'await-ready'].entries()) {
      const since = stage.mistd.mark()
      const before = await version()
      const wanted = before === '2' ? '3' : '2'
      const commit = await stage.commit(slow(wanted), `Interrupted ${String(index)}`)
      await ring('ci', SECRETS.fresh)
      await untilStep(step, since)
      stage.mistd.signal('SIGTERM')
      await stage.until('it has ended', () => !stage.mistd.isRunning())
      expect(await stage.mistd.ended()).toBe(0)
      expect(['1', '2', '3'], 'the old or the new one answers without mistd').toContain(await version())
      await stage.mistd.start()
      await stage.waitSynced(commit)
      expect(await version()).toBe(wanted)
      expect((await stage.containers()).map(({ app }) => app)).toEqual(['mist/traefik', 'shop/web'])
    }
  })

  it('twice ends it at once', async () => {
    const since = stage.mistd.mark()
    const commit = await stage.commit(slow('1'), 'Impatient')
    await ring('ci', SECRETS.fresh)
    await untilStep('await-ready', since)
    stage.mistd.signal('SIGTERM')
    stage.mistd.signal('SIGTERM')
    await stage.until('it has ended', () => !stage.mistd.isRunning())
    await stage.mistd.start()
    await stage.waitSynced(commit)
    expect(await version()).toBe('1')
  })
})

describe('settings that are wrong', () => {
  it('end it with exit code 2 and the place of the mistake', async () => {
    const file = join(stage.dir, 'wrong.yaml')
    writeFileSync(file, 'instance: shop\nsorce: { git: https://git.example.com/x.git }\n')
    const { code, stderr } = await runProgram([PROGRAMS.mistd, '--config', file], { cwd: stage.dir }).ended
    expect(code).toBe(2)
    expect(stderr).toMatch(/wrong\.yaml:2:1/)
    expect(stderr).toMatch(/did you mean "source"/)
  })
})
