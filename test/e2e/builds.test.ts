/** Builds end to end: what starts one, what ends one early, and what its log says meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { changesSince, nowSeconds, openStage, type Stage } from './stage.js'

const MANIFEST = `
version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web:
        build: { path: ., dockerfile: services/web/Dockerfile, watch: [services/web, lib], args: { GREETING: canary-of-args } }
        env: { GREETING: canary-of-env }
        port: 8080
        domains: [shop.localhost]
`

const dockerfile = (run: string): string => `FROM busybox:1.36 AS work
COPY . /src/
RUN find /src -type f | sort | sed 's/^/seen /' && ${run}
FROM mist-lab/web:1
ARG GREETING
ENV APP_VERSION="$GREETING"
COPY --from=work /src /src
`
const FILES = { 'mist.yaml': MANIFEST, 'services/web/Dockerfile': dockerfile('true'), 'services/web/page.txt': 'one\n', 'lib/shared.txt': 'one\n', 'services/api/main.txt': 'one\n', 'README.md': '# Shop\n' }

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  // Content that no earlier build has seen: a step that comes from the engine's cache says nothing.
  await stage.commit({ ...FILES, 'lib/shared.txt': stage.instance })
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

const own = (word: string): string => `${word}-${stage.instance}`

/** Containers of build steps, told by a word in their command. */
async function stepsWith(word: string): Promise<readonly string[]> {
  return (await docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Command}}')).split('\n').filter((line) => line.includes(word))
}

/** Commits a build that does not end by itself, and waits until it runs. Others build at the same time: `word` has to be this file's own. */
async function commitSlowBuild(word: string): Promise<void> {
  await stage.commit({ 'services/web/Dockerfile': dockerfile(`echo ${word} began; sleep 300`) }, 'Slow')
  await stage.until(`the build of ${word} runs`, async () => ((await stepsWith(word)).length > 0 ? true : undefined))
}

describe('a build that watches paths', () => {
  it('sees them and its Dockerfile, its arguments and no env', async () => {
    const { inspect } = await stage.container('shop/web')
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('canary-of-args')
    const { stdout } = await stage.mistctl('logs', 'shop/web', '--build')
    expect(stdout.split('\n').filter((line) => line.startsWith('seen '))).toEqual(['seen /src/lib/shared.txt', 'seen /src/services/web/Dockerfile', 'seen /src/services/web/page.txt'])
    expect(await docker('history', '--no-trunc', inspect.Image)).not.toContain('canary-of-env')
  })

  it('is not begun by a commit beside them, and nothing is restarted', async () => {
    const before = await stage.container('shop/web')
    const since = nowSeconds()
    await stage.deploy({ 'services/api/main.txt': 'two\n', 'README.md': '# Better\n', 'library/new.txt': 'x\n' }, 'Beside')
    expect(await stage.container('shop/web')).toMatchObject({ id: before.id, startedAt: before.startedAt })
    expect(await changesSince(since, stage.instance)).toEqual([])
  })

  it('is begun by a commit to any of them', async () => {
    const before = await stage.container('shop/web')
    await stage.deploy({ 'lib/shared.txt': 'two\n' }, 'Shared')
    expect((await stage.container('shop/web')).inspect.Image).not.toBe(before.inspect.Image)
  })
})

describe('a build under way', () => {
  it('gives way to a newer commit, and ends on the engine', async () => {
    const before = await stage.container('shop/web')
    await commitSlowBuild(own('outdated'))
    expect((await stage.http('shop.localhost', '/version')).status).toBe(200)
    await stage.deploy({ 'services/web/Dockerfile': dockerfile('echo newer') }, 'Newer')
    expect((await stage.container('shop/web')).id).not.toBe(before.id)
    await stage.until('the engine has ended the outdated one', async () => (await stepsWith(own('outdated'))).length === 0)
  })

  it('tells what it does while it does it', async () => {
    await commitSlowBuild(own('talking'))
    await stage.until('the log of the build can be read', async () => ((await stage.mistctl('logs', 'shop/web', '--build')).stdout.includes(`${own('talking')} began`) ? true : undefined))
    const follower = stage.begin('logs', 'shop/web', '--build', '--follow')
    try {
      await stage.deploy({ 'services/web/Dockerfile': dockerfile('echo next in line') }, 'Quiet')
      await stage.until('the follower tells of both builds', () => Promise.resolve(/talking-\S+ began[\s\S]*next in line/.test(follower.stdout()) || undefined))
    } finally {
      follower.kill('SIGINT')
      await follower.ended
    }
  })

  it('ends on the engine when mistd is asked to stop', async () => {
    await commitSlowBuild(own('stopped'))
    await stage.mistd.stop()
    await stage.until('the engine ended it', async () => ((await stepsWith(own('stopped'))).length === 0 ? true : undefined))
    await stage.mistd.start()
    await stage.deploy({ 'services/web/Dockerfile': dockerfile('echo again') }, 'Again')
    expect((await stage.http('shop.localhost', '/version')).status).toBe(200)
  })
})
