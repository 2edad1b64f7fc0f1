/** Earlier commits stay readable as long as a release needs them, and a lost one is told from a damaged copy. */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestRepository, Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { NEVER, expectFailure, gitRef, read, sourceIn, valueOf } from './source.fixture.js'

let workshop: Workshop
let origin: TestRepository

beforeEach(() => {
  workshop = createWorkshop()
  origin = workshop.repository()
})
afterEach(() => { workshop.remove() })

function mirror(): string {
  const root = join(workshop.path, 'state', 'git')
  return join(root, readdirSync(root)[0] ?? '')
}

/** What git's own housekeeping would do after weeks. */
function collectGarbage(): void {
  execFileSync('git', ['-c', 'gc.pruneExpire=now', 'gc', '--quiet', '--prune=now'], { cwd: mirror() })
}

async function fetched(text: string, parent?: string): Promise<string> {
  const commit = origin.commit([{ path: 'mist.yaml', text }], parent === undefined ? {} : { parent })
  valueOf(await sourceIn(workshop).fetch(gitRef(origin.url), NEVER))
  return commit
}

describe('an earlier commit', () => {
  it('that is kept outlives later fetches and housekeeping, and goes when it is let go', async () => {
    const source = sourceIn(workshop)
    const first = await fetched('1')
    valueOf(await source.keep(gitRef(origin.url), [first], NEVER))
    const second = await fetched('2', first)
    const third = await fetched('3', second)
    collectGarbage()
    rmSync(origin.path, { recursive: true })
    const later = sourceIn(workshop)
    valueOf(await later.bring({ repository: gitRef(origin.url), commit: first }, NEVER))
    expect(valueOf(await read(later, gitRef(origin.url), { commit: first, path: 'mist.yaml' }))).toBe('1')
    expectFailure(await later.bring({ repository: gitRef(origin.url), commit: second }, NEVER), 'source-ref-missing')
    valueOf(await later.keep(gitRef(origin.url), [third], NEVER))
    collectGarbage()
    expectFailure(await sourceIn(workshop).bring({ repository: gitRef(origin.url), commit: first }, NEVER), 'source-ref-missing')
    expect(valueOf(await later.current(gitRef(origin.url), NEVER)).commit, 'a lost commit is no damage').toBe(third)
  })

  it('is asked for by its id when the copy was made anew', async () => {
    const first = await fetched('1')
    await fetched('2', first)
    rmSync(mirror(), { recursive: true })
    const source = sourceIn(workshop)
    valueOf(await source.fetch(gitRef(origin.url), NEVER))
    valueOf(await source.bring({ repository: gitRef(origin.url), commit: first }, NEVER))
    expect(valueOf(await read(source, gitRef(origin.url), { commit: first, path: 'mist.yaml' }))).toBe('1')
    collectGarbage()
    expect(valueOf(await read(sourceIn(workshop), gitRef(origin.url), { commit: first, path: 'mist.yaml' })), 'it is kept from then on').toBe('1')
  })

  it('that nobody has is passed over by keeping, and named by bringing', async () => {
    const source = sourceIn(workshop)
    await fetched('1')
    const nowhere = 'ab'.repeat(20)
    valueOf(await source.keep(gitRef(origin.url), [nowhere, 'no commit'], NEVER))
    const failure = expectFailure(await source.bring({ repository: gitRef(origin.url), commit: nowhere }, NEVER), 'source-ref-missing')
    expect(failure.help).toContain('Push it')
    expectFailure(await source.bring({ repository: gitRef(origin.url), commit: '--upload-pack=x' }, NEVER), 'source-refused')
    expectFailure(await source.bring({ repository: gitRef(workshop.repository('other.git').url), commit: nowhere }, NEVER), 'source-ref-missing')
  })

  it('of a folder cannot be had', async () => {
    const source = sourceIn(workshop)
    const folder = { kind: 'folder', path: workshop.path } as const
    const { commit } = valueOf(await source.fetch(folder, NEVER))
    valueOf(await source.bring({ repository: folder, commit }, NEVER))
    valueOf(await source.keep(folder, [commit], NEVER))
    expectFailure(await source.bring({ repository: folder, commit: 'ab'.repeat(32) }, NEVER), 'source-ref-missing')
  })
})
