/**
 * SecretsPort: the places of this host first, then the encrypted file of the manifest. Which place has a value is decided for each
 * name alone, and a name that is nowhere is answered with every place that was looked at.
 */
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err } from '../../model/result.js'
import type { SecretAnswer, SecretsPort, SecretsQuery } from '../../ports.js'
import type { FileAnswers } from './age-file.js'
import { openAgeFile } from './age-file.js'
import type { AgeOpener } from './age-values.js'
import { createAgeCache } from './age-values.js'
import type { HostPlaces } from './host-places.js'
import { findOnHost, hostPlacesOf } from './host-places.js'
import { readIdentities } from './identities.js'
import { createSops, isSopsFile } from './sops.js'

export function createSecrets(places: HostPlaces): SecretsPort {
  const opener = createAgeCache()
  const sops = createSops(places)
  return {
    find: async (query, signal) => {
      const file = query.file && fileOf(query.file, { places, opener, sops: (text) => sops(text, signal) })
      const answers = await Promise.all(query.names.map(async (name) => [name, await findOne(name, { places, query, file })] as const))
      return new Map(answers)
    },
  }
}

interface Search {
  readonly places: HostPlaces
  readonly query: SecretsQuery
  readonly file: FileAnswers | undefined
}

async function findOne(name: string, { places, query, file }: Search): Promise<Result<SecretAnswer>> {
  const held = findOnHost(places, name)
  if (held) return held
  const answer = await file?.(name)
  if (answer?.ok) return { ok: true, value: { value: answer.value, place: query.file?.path ?? '' } }
  return answer ?? err(missing(name, [...hostPlacesOf(places, name), ...(query.file ? [query.file.path] : [])]))
}

function missing(name: string, looked: readonly string[]) {
  const cause = looked.length === 0 ? 'this host has no place for secrets, and the manifest names no file of them' : `it is not in ${looked.join(', nor in ')}`
  return failure('secret-missing', { subject: `cannot find the secret ${name}`, cause, help: `Run \`mistctl secret set ${name}\` beside mist.yaml and commit, or put it into a place of the host.` })
}

interface FileTools {
  readonly places: HostPlaces
  readonly opener: (identities: readonly string[]) => AgeOpener
  readonly sops: (file: { readonly path: string; readonly text: string }) => Promise<FileAnswers>
}

/** The file is looked into only when a name is not on the host. */
function fileOf({ path, text }: NonNullable<SecretsQuery['file']>, { places, opener, sops }: FileTools): FileAnswers {
  if (!text.ok) return (name) => Promise.resolve(err(failure(text.error.code === 'aborted' ? 'aborted' : 'secret-missing', { subject: `cannot find the secret ${name}`, cause: [...hostPlacesOf(places, name).map((place) => `it is not in ${place}`), `${text.error.subject}: ${text.error.cause}`].join(', and '), ...(text.error.help !== undefined && { help: text.error.help }) })))
  let opened: Promise<FileAnswers> | undefined
  const file = { path, text: text.value }
  const open = (): Promise<FileAnswers> => (isSopsFile(path) ? sops(file) : Promise.resolve(openAgeFile(file, { identities: readIdentities(places), opener })))
  return async (name) => (await (opened ??= open()))(name)
}
