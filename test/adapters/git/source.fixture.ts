/** What the tests of the source share: a source on a fresh state directory, and short ways to ask it. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Deadlines } from '../../../src/adapters/git/remote.js'
import { createSource } from '../../../src/adapters/git/source.js'
import type { Failure, FailureCode } from '../../../src/model/failure.js'
import type { BuildSpec, RepositoryRef } from '../../../src/model/resource.js'
import type { Result } from '../../../src/model/result.js'
import type { CredentialSettings } from '../../../src/model/settings.js'
import type { SourcePort } from '../../../src/ports.js'
import type { Workshop } from './repository.js'

export const NEVER = new AbortController().signal

export function sourceIn(workshop: Workshop, options: { readonly credentials?: readonly CredentialSettings[]; readonly repositories?: readonly string[]; readonly deadlines?: Deadlines } = {}): SourcePort {
  return createSource({
    stateDir: join(workshop.path, 'state'),
    credentials: options.credentials ?? [],
    grants: { domains: [], publish: [], repositories: options.repositories ?? [`file://${workshop.path}/`] },
    ...(options.deadlines === undefined ? {} : { deadlines: options.deadlines }),
  })
}

export function gitRef(url: string, ref = ''): Extract<RepositoryRef, { kind: 'git' }> {
  return { kind: 'git', url, ref }
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.subject}: ${result.error.cause}`)
  return result.value
}

export function failureOf<T>(result: Result<T>): Failure {
  if (result.ok) throw new Error(`unexpected success: ${JSON.stringify(result.value)}`)
  return result.error
}

export function expectFailure<T>(result: Result<T>, code: FailureCode): Failure {
  const failure = failureOf(result)
  expect(`${failure.code}: ${failure.cause}`).toMatch(new RegExp(`^${code}: `))
  return failure
}

export function buildOf(repository: RepositoryRef, commit: string, over: Partial<BuildSpec> = {}): BuildSpec {
  return { repository, commit, path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '', ...over }
}

export async function read(source: SourcePort, repository: RepositoryRef, at: { readonly commit: string; readonly path: string; readonly maxBytes?: number }): Promise<Result<string | undefined>> {
  return source.readFile({ repository, commit: at.commit }, { path: at.path, maxBytes: at.maxBytes ?? 100_000 }, NEVER)
}
