/** Build secrets: what they change of an image, what they do not, and that nothing which holds a plan holds their text. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { secretNeeds } from '../../src/manifest/secret-needs.js'
import { failure } from '../../src/model/failure.js'
import { canonicalJson } from '../../src/model/fingerprint.js'
import type { ImageSpec } from '../../src/model/resource.js'
import type { DesiredState, ObservedState } from '../../src/model/state.js'
import { planChanges } from '../../src/plan/plan.js'
import { toTasks } from '../../src/plan/steps.js'
import { plainPaint } from '../../src/render/paint.js'
import { planText } from '../../src/render/plan-text.js'
import { resolvedView } from '../../src/render/resolved-view.js'
import { desiredOf, manifestOf, REVISION, secretsOf } from '../support/desired.js'

const shop = (build: string): string => `version: 1\nprojects: { shop: { apps: { web: { build: { ${build} }, port: 80 } } } }\n`
const WITH = manifestOf(shop('secrets: { npmrc: { secret: NPM_TOKEN }, ca: { secret: CA } }'))
const CANARY = 'canary-of-the-build'
const BARE: ObservedState = { observedAt: REVISION.committedAt, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }

function desired(values: Readonly<Record<string, string>> = {}): DesiredState {
  return desiredOf(WITH, { secrets: secretsOf(WITH, values) })
}

function imageOf({ apps }: DesiredState): Extract<ImageSpec, { kind: 'build' }> {
  const image = apps.find(({ key }) => key === 'shop/web')?.image
  if (image?.kind !== 'build') throw new Error('shop/web is not built')
  return image
}

describe('an app with build secrets', () => {
  it('needs each of them', () => {
    expect(secretNeeds(WITH)).toEqual([{ name: 'CA', apps: ['shop/web'] }, { name: 'NPM_TOKEN', apps: ['shop/web'] }])
  })

  it('hands them to its build by their ids', () => {
    const { secrets = {} } = imageOf(desired({ NPM_TOKEN: CANARY })).build
    expect(Object.entries(secrets).map(([id, { name, reveal }]) => [id, name, reveal()])).toEqual([['npmrc', 'NPM_TOKEN', CANARY], ['ca', 'CA', 'value of CA']])
  })

  it('is another image with other ids, and the same one with other texts or under other names', () => {
    const { ref } = imageOf(desired())
    expect(imageOf(desired({ NPM_TOKEN: CANARY })).ref).toBe(ref)
    expect(imageOf(desiredOf(manifestOf(shop('secrets: { ca: { secret: OTHER }, npmrc: { secret: NPM_TOKEN } }')))).ref).toBe(ref)
    for (const other of ['secrets: { npmrc: { secret: NPM_TOKEN } }', 'path: .']) expect(imageOf(desiredOf(manifestOf(shop(other)))).ref).not.toBe(ref)
  })

  it('is left alone while one of them cannot be had', () => {
    const secrets = { ...secretsOf(WITH), NPM_TOKEN: { ok: false, error: failure('secret-missing', { subject: 'cannot find the secret NPM_TOKEN', cause: 'it is nowhere' }) } } as const
    expect(desiredOf(WITH, { secrets }).unresolved).toMatchObject([{ key: 'shop/web', failure: { code: 'secret-missing', cause: 'cannot find the secret NPM_TOKEN: it is nowhere' } }])
  })
})

describe('the text of a build secret', () => {
  const state = desired({ NPM_TOKEN: CANARY })
  const plan = planChanges(state, BARE, { lastApplied: {}, deletionConfirmed: false, servers: 'name' })
  const shown: readonly (readonly [string, () => string])[] = [
    ['the desired state as JSON', () => JSON.stringify(state)],
    ['the plan as JSON', () => JSON.stringify(plan)],
    ['the steps as JSON', () => JSON.stringify(toTasks(plan))],
    ['digests', () => canonicalJson([state, plan, toTasks(plan)])],
    ['what a debugger prints', () => inspect([state, plan], { depth: Infinity, showHidden: true })],
    ['the plan as text', () => planText(plan, { paint: plainPaint, env: 'shown' })],
    ['what render prints', () => JSON.stringify(resolvedView(state, state))],
  ]

  it.each(shown)('is not in %s', (_, show) => {
    expect(show()).toContain('shop')
    expect(show()).not.toContain(CANARY)
  })

  it('is named by what render prints', () => {
    expect(resolvedView(state, state)).toMatchObject({ apps: { 'shop/web': { build: { secrets: { npmrc: { secret: 'NPM_TOKEN' }, ca: { secret: 'CA' } } } } } })
  })
})
