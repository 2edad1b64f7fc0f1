/** A build secret end to end: from a file of the host into the step that asks for it, and into nothing that is kept, told or served. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { filesBelow } from '../support/paths-below.js'
import { openStage, type Stage } from './stage.js'
import { readOrNothing } from './stage/files.js'

const CANARY = 'canary-of-the-first-token'
const ROTATED = 'canary-of-the-second-token'

const MANIFEST = `
version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web:
        build: { path: ., watch: [src], secrets: { npmrc: { secret: NPM_TOKEN } } }
        port: 8080
        domains: [shop.localhost]
`

/** What comes out tells which token went in, without telling the token. */
const dockerfile = (unique: string): string => `FROM busybox:1.36 AS work
COPY src /src
RUN --mount=type=secret,id=npmrc,required=true echo ${unique}; cat /run/secrets/npmrc; md5sum </run/secrets/npmrc >/digest
FROM mist-lab/web:1
COPY --from=work /digest /digest
COPY src /src
`

let stage: Stage
let secretFile: string

beforeAll(async () => {
  stage = await openStage({
    settings: ({ dir }) => {
      const directory = join(dir, 'secrets')
      mkdirSync(directory, { mode: 0o700 })
      secretFile = join(directory, 'NPM_TOKEN')
      writeFileSync(secretFile, CANARY, { mode: 0o600 })
      return { builds: { builder: 'buildkit' }, secrets: { directory } }
    },
  })
  await stage.commit({ 'mist.yaml': MANIFEST, Dockerfile: dockerfile(stage.instance), 'src/page': 'one' })
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

function textsBelow(folder: string): readonly string[] {
  const paths = filesBelow(folder)
  expect(paths.length).toBeGreaterThan(3)
  return paths.map(readOrNothing)
}

function digestOf(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

/** The digest that the build wrote into the image. */
async function digestIn(app: string): Promise<string> {
  const copy = join(stage.dir, 'digest')
  await docker('cp', `${(await stage.container(app)).id}:/digest`, copy)
  return readFileSync(copy, 'utf8').split(' ')[0] ?? ''
}

describe('a build secret', () => {
  it('reaches the step that asks for it', async () => {
    expect(await digestIn('shop/web')).toBe(digestOf(CANARY))
  })

  it('is hidden where the step printed it', async () => {
    const { stdout } = await stage.mistctl('logs', 'shop/web', '--build')
    expect(stdout).toContain('(hidden)')
    expect(stdout).not.toContain(CANARY)
  })

  it('is in no file of Mist, no answer, no layer and no label', async () => {
    const answers = await Promise.all(['/api/v1/status', '/api/v1/apps/shop/web', '/api/v1/apps/shop/web/build-log', '/api/v1/runs', '/', '/metrics'].map(async (path) => (await stage.api(path)).body))
    expect(answers.join()).toContain('(hidden)')
    const { inspect } = await stage.container('shop/web')
    const archive = join(stage.dir, 'image.tar')
    await docker('save', '--output', archive, inspect.Image)
    const kept = [...answers, stage.mistd.log(), ...textsBelow(stage.stateDir), readFileSync(archive).toString('latin1'), await docker('history', '--no-trunc', inspect.Image), JSON.stringify(inspect)]
    for (const text of kept) expect(text).not.toContain(CANARY)
  })

  it('that is rotated builds nothing, and the next build takes it', async () => {
    const before = await stage.container('shop/web')
    writeFileSync(secretFile, ROTATED, { mode: 0o600 })
    await stage.deploy({ 'README.md': 'beside the build' }, 'Beside')
    expect((await stage.container('shop/web')).id).toBe(before.id)
    await stage.deploy({ 'src/page': 'two' }, 'Within')
    expect(await digestIn('shop/web')).toBe(digestOf(ROTATED))
  })

  it('is in no plan, however it is shown', async () => {
    await stage.mistd.stop()
    await stage.commit({ 'src/page': 'three' }, 'Next')
    const told = await Promise.all([['diff', '-o', 'json'], ['diff'], ['render'], ['history', '-o', 'json']].map(async (args) => (await stage.mistctl(...args)).stdout))
    expect([told[0], told[1]].every((text) => text?.includes('shop/web'))).toBe(true)
    expect(told[2]).toContain('NPM_TOKEN')
    for (const value of [CANARY, ROTATED]) for (const text of [...told, ...textsBelow(stage.stateDir)]) expect(text).not.toContain(value)
  })
})
