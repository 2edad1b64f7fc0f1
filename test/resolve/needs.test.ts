/** Which sources a manifest needs before it can be resolved. */
import { describe, expect, it } from 'vitest'
import { sourceNeeds } from '../../src/resolve/needs.js'
import { manifestOf, REPOSITORY } from '../support/desired.js'

describe('sourceNeeds', () => {
  it('names the repository of the manifest, or the one that an app brings', () => {
    const manifest = manifestOf(`version: 1
projects:
  shop:
    apps:
      here: { build: services/here }
      there: { git: "https://git.example.com/acme/there.git#v2", build: app }
      pulled: { image: "acme/a:1" }
`)
    expect(sourceNeeds(manifest, REPOSITORY)).toEqual([
      { app: 'shop/here', repository: REPOSITORY, path: 'services/here' },
      { app: 'shop/there', repository: { kind: 'git', url: 'https://git.example.com/acme/there.git', ref: 'v2' }, path: 'app' },
    ])
  })

  it('asks for the watched paths and for what decides over a build without being part of it', () => {
    const [need] = sourceNeeds(manifestOf(`version: 1
projects: { shop: { apps: { web: { build: { path: services, dockerfile: web/Dockerfile, watch: [services/web, lib] } } } } }
`), REPOSITORY)
    expect(need?.watch).toEqual({ paths: ['lib', 'services/web'], optional: ['services/web/Dockerfile', 'services/web/Dockerfile.dockerignore', 'services/.dockerignore'] })
  })
})
