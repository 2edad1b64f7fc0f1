/** Which branches become previews, how they are called, and what the app of a preview is made of. */
import { describe, expect, it } from 'vitest'
import type { Manifest, ManifestApp } from '../../src/manifest/manifest.js'
import type { Branch, BranchList } from '../../src/model/preview.js'
import { previewNames } from '../../src/resolve/preview-names.js'
import { withPreviews } from '../../src/resolve/preview-apps.js'
import { choosePreviews } from '../../src/resolve/previews.js'
import { desiredOf, manifestOf, REPOSITORY, sourcesOf } from '../support/desired.js'

const NOW = Date.parse('2026-03-10T00:00:00Z')
const HOUR = 60 * 60_000

function branch(name: string, hoursAgo = 1): Branch {
  return { name, commit: 'c'.repeat(40), committedAt: new Date(NOW - hoursAgo * HOUR).toISOString() }
}

function app(preview: string, more = ''): Manifest {
  return manifestOf(`version: 1\nprojects: { shop: { apps: { web: { build: app, port: 80${more}, preview: ${preview} }, queue: { image: "redis:7", type: service, port: 6379 } } } }\n`)
}

function choose(manifest: Manifest, branches: readonly Branch[], list: Partial<BranchList> = {}) {
  const found = Object.fromEntries(manifest.projects.flatMap(({ name, apps }) => apps.map((one) => [`${name}/${one.name}`, { list: { branches, defaultBranch: 'main', unusable: 0, ...list } }])))
  return withPreviews(manifest, choosePreviews(manifest, { found, repository: REPOSITORY, nowMs: NOW }))
}

function nameOf(branch: string, app = 'web'): string {
  return previewNames(new Set(), [{ app, branch }])[0] ?? ''
}

const X = nameOf('feat/x')

function previewsIn({ projects }: Manifest): readonly ManifestApp[] {
  return projects.flatMap(({ apps }) => apps.filter(({ previewOf }) => previewOf !== undefined))
}

function names(manifest: Manifest, branches: readonly Branch[]): readonly string[] {
  return previewsIn(choose(manifest, branches).manifest).map(({ name }) => name)
}

describe('choosing previews', () => {
  it('takes the newest of the matching branches, as many as there are places for, and says why the others wait', () => {
    const { manifest, groups } = choose(app('{ branches: feat/*, limit: 2, ttl: 72h }'), [branch('feat/a', 3), branch('feat/b', 1), branch('feat/c', 2), branch('feat/old', 72), branch('fix/d', 1)])
    expect(previewsIn(manifest).map(({ name, previewOf }) => [name, previewOf?.until])).toEqual([[nameOf('feat/b'), '2026-03-12T23:00:00.000Z'], [nameOf('feat/c'), '2026-03-12T22:00:00.000Z']])
    expect(groups).toEqual([{ of: 'shop/web', leftOut: [
      { branch: 'feat/a', because: 'the 2 places are taken by branches with newer commits' },
      { branch: 'feat/old', because: 'its time was over at 2026-03-10T00:00:00.000Z' },
    ] }])
  })

  it('makes none of the branch that the app itself is built from', () => {
    expect(names(app('{ branches: "**" }'), [branch('main'), branch('other')])).toEqual([nameOf('other')])
    const elsewhere = manifestOf('version: 1\nprojects: { p: { apps: { a: { git: "https://git.example.com/x.git#stable", preview: { branches: "*" } }, b: { git: "https://git.example.com/x.git", preview: { branches: "*" } } } } }\n')
    expect(names(elsewhere, [branch('main'), branch('stable')])).toEqual([nameOf('main', 'a'), nameOf('stable', 'b')])
  })

  it('believes no commit that claims to be from a time to come', () => {
    const { manifest, groups } = choose(app('{ branches: "*", limit: 1 }'), [branch('honest', 1), branch('later', -48)])
    expect(previewsIn(manifest).map(({ name }) => name)).toEqual([nameOf('honest')])
    expect(groups[0]?.leftOut).toEqual([{ branch: 'later', because: 'its last commit claims to be from 2026-03-12T00:00:00.000Z, which is to come' }])
  })

  it('gives a preview volumes of its own, also when its app goes on with those of a former name', () => {
    const [preview] = previewsIn(choose(app('{ branches: "*" }', ', volumes: ["data:/data"], protect: true, rename: { from: old }'), [branch('x')]).manifest)
    expect(preview).toMatchObject({ name: nameOf('x') })
    expect([preview?.renamedFrom, preview?.protect]).toEqual([undefined, undefined])
  })

  it('tells how many branches have names that nobody is handed', () => {
    expect(choose(app('{ branches: "*" }'), [], { unusable: 2 }).groups[0]?.leftOut[0]?.branch).toBe('2 branches')
  })

  it('knows of nothing where nothing was told', () => {
    const manifest = app('{ branches: "*" }')
    expect(choosePreviews(manifest, { found: {}, repository: REPOSITORY, nowMs: NOW })).toEqual({ previews: [], groups: [{ of: 'shop/web', leftOut: [], isUnknown: true }] })
  })

  it('makes none of a parked app', () => {
    expect(choose(app('{ branches: "*" }', ', replicas: 0'), [branch('a')]).groups).toEqual([])
  })
})

describe('the name of a preview', () => {
  const all = app('{ branches: "**", limit: 50 }')

  it('is that of the branch in small letters and hyphens, and a digest of the branch', () => {
    expect(names(all, [branch('feat/Add_Cart.2')])).toEqual([expect.stringMatching(/^web-feat-add-cart-2-[0-9a-f]{8}$/)])
  })

  it('differs where that of two branches is alike, so that neither takes the place of the other', () => {
    const [first, second] = names(all, [branch('feat/x'), branch('feat-x')])
    expect([first, second]).toEqual([expect.stringMatching(/^web-feat-x-[0-9a-f]{8}$/), expect.stringMatching(/^web-feat-x-[0-9a-f]{8}$/)])
    expect(first).not.toBe(second)
  })

  it('stays when a branch of a like name comes or grows old', () => {
    expect([names(all, [branch('feat/x')]), names(all, [branch('feat/x'), branch('feat-x', 10_000)])]).toEqual([[X], [X]])
    expect(names(all, [branch('feat/x'), branch('feat-x')])).toContain(X)
  })

  it('is no longer than that of an app', () => {
    expect(names(all, [branch('x'.repeat(80))])).toEqual([expect.stringMatching(/^web-x{27}-[0-9a-f]{8}$/)])
  })

  it.each([
    ['bears', (name: string) => `${name}: { image: "x:1" }`],
    ['bore before it was renamed', (name: string) => `cache: { image: "x:1", rename: { from: ${name} } }`],
  ])('is none that an app %s', (_what, other) => {
    const taken = manifestOf(`version: 1\nprojects: { p: { apps: { web: { build: ., preview: { branches: "*" } }, ${other(nameOf('a'))} } } }\n`)
    const { manifest, groups } = choose(taken, [branch('a')])
    expect([previewsIn(manifest), groups[0]?.leftOut]).toEqual([[], [{ branch: 'a', because: 'the name that it would get belongs to another app' }]])
  })

  it('is a name whatever the branch is called', () => {
    for (const name of names(all, ['_', '###', 'A'.repeat(250), 'x/', '-', '@', 'ü', '../../etc', '$(reboot)', '{{x}}', '`a`', 'a b'].map((one) => branch(one)))) {
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/)
    }
  })
})

describe('the app of a preview', () => {
  const written = `version: 1
ingress: { domain: apps.localhost }
projects:
  shop:
    env: { TZ: UTC }
    apps:
      web:
        build: app
        port: 80
        replicas: 1
        sticky: true
        maintenance: true
        publish: []
        domains:
          - { host: www.localhost, redirect: shop.localhost }
          - { host: shop.localhost, path: /api, strip: true }
          - { host: shop.localhost, allow: [10.0.0.0/8], compress: true }
        env: { MODE: production, SELF: { from: web.domain }, KEEP: a }
        volumes: ["data:/data"]
        deploy: { strategy: recreate, pre: migrate, keep: 7 }
        preview: { branches: feat/*, env: { MODE: preview } }
`
  const { manifest } = choose(manifestOf(written), [branch('feat/x')])
  const made = desiredOf(manifest, { sources: sourcesOf(manifest) }).apps.find(({ key }) => key === `shop/${X}`)

  it('builds with secrets of its own', () => {
    const text = 'version: 1\nprojects: { shop: { apps: { web: { build: { secrets: { npmrc: { secret: NPM } } }, preview: { branches: feat/*, buildSecrets: { npmrc: { secret: NPM_PREVIEWS } } } } } } }\n'
    const chosen = choose(manifestOf(text), [branch('feat/x')]).manifest
    const names = desiredOf(chosen, { sources: sourcesOf(chosen) }).apps.flatMap(({ key, image }) => (image.kind === 'build' ? [[key, image.build.secrets?.['npmrc']?.name]] : []))
    expect(names).toEqual([['shop/web', 'NPM'], [`shop/${X}`, 'NPM_PREVIEWS']])
  })

  it('runs once, with its own domain, env and volumes, and with the guards of the app', () => {
    const [container, ...others] = made?.containers ?? []
    expect(others).toEqual([])
    expect(container?.env).toEqual({ TZ: 'UTC', MODE: 'preview', SELF: `shop-${X}.apps.localhost`, KEEP: 'a', MIST_PREVIEW_BRANCH: 'feat/x' })
    expect(container?.labels).toMatchObject({ 'mist.app': X, 'mist.preview': 'web' })
    expect(container?.networks).toEqual([{ network: 'mist-shop', aliases: [X] }])
    expect(made?.volumes.map(({ name }) => name)).toEqual([`shop_${X}_data.preview`])
    expect(made?.route?.rules).toEqual([{ kind: 'serve', host: `shop-${X}.apps.localhost`, pathPrefix: '/', edge: { allow: ['10.0.0.0/8'], compress: true } }])
    expect(made?.release).toMatchObject({ strategy: 'recreate', pre: ['migrate'], keep: 1 })
  })

  it('is built from its branch and says whose it is', () => {
    expect(made?.image.kind === 'build' && made.image.build.repository).toEqual({ ...REPOSITORY, ref: 'feat/x' })
    expect(made?.preview).toEqual({ of: 'shop/web', branch: 'feat/x', until: '2026-03-16T23:00:00.000Z' })
  })

  it('waits for no database that is not its own', () => {
    const text = `version: 1
projects:
  shop:
    apps:
      web: { build: ., port: 80, dependsOn: [db, queue], env: { D: { from: db.url } }, preview: { branches: "*", env: { D: { from: trial.url } } } }
      queue: { image: "redis:7" }
      db: { template: postgres }
      trial: { template: postgres }
`
    const found = choose(manifestOf(text), [branch('a')]).manifest
    const app = desiredOf(found, { sources: sourcesOf(found) }).apps.find(({ key }) => key === `shop/${nameOf('a')}`)
    expect(app?.dependsOn).toEqual(['shop/queue', 'shop/trial'])
  })

  it('leaves the app as it is', () => {
    const plain = manifestOf(written)
    const strip = (state: ReturnType<typeof desiredOf>) => state.apps.find(({ key }) => key === 'shop/web')
    expect(strip(desiredOf(manifest, { sources: sourcesOf(manifest) }))).toEqual(strip(desiredOf(plain)))
  })

  it('is served below the domain that previews were given, by a label that is short enough', () => {
    const long = 'p'.repeat(40)
    const text = `version: 1\nprojects: { ${long}: { apps: { web: { build: ., port: 80, preview: { branches: "*", domain: "*.preview.example.com" } } } } }\n`
    const [first] = previewsIn(choose(manifestOf(text), [branch('b'.repeat(60))]).manifest)
    expect(first?.domains[0]?.host).toMatch(/^p{40}-web-b{9,}-[0-9a-f]{8}\.preview\.example\.com$/)
    expect((first?.domains[0]?.host ?? '').split('.')[0]?.length).toBeLessThanOrEqual(63)
  })

  it('takes no host that another app was given', () => {
    const taken = `shop-${nameOf('a')}.localhost`
    const text = `version: 1\nprojects: { shop: { apps: { web: { build: ., port: 80, preview: { branches: "*" } }, other: { image: "x:1", port: 80, domains: [${taken}] } } } }\n`
    const { manifest: made, groups } = choose(manifestOf(text), [branch('a'), branch('b')])
    expect(previewsIn(made).map(({ domains }) => domains[0]?.host)).toEqual([`shop-${nameOf('b')}.localhost`])
    expect(groups[0]?.leftOut).toEqual([{ branch: 'a', because: 'the host that it would get belongs to another app' }])
  })
})
