/**
 * Image references: which registry, which repository, which tag or digest, and how the engine spells them in its lists.
 * Pure text work; nothing is looked up.
 */

export interface ImageReference {
  /** `docker.io` when none is written. */
  readonly registry: string
  /** With `library/` for official images of Docker Hub. */
  readonly repository: string
  /** Empty when only a digest is given. */
  readonly tag: string
  /** `sha256:<hex>` or empty. */
  readonly digest: string
}

export const DOCKER_HUB = 'docker.io'

const PATTERN = /^(?<name>[a-z0-9._:/-]+?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[a-f0-9]{32,128}))?$/

/** Path parts are lowercase letters and digits, joined by single separators. */
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const REGISTRY = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/

/** Undefined when the text is not a reference: it then never reaches a URL. */
export function parseReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined
  const groups = PATTERN.exec(text)?.groups
  if (!groups) return undefined
  const { registry, repository } = splitName(groups['name'] ?? '')
  if (!REPOSITORY.test(repository) || !REGISTRY.test(registry)) return undefined
  const digest = groups['digest'] ?? ''
  return { registry, repository, digest, tag: groups['tag'] ?? (digest ? '' : 'latest') }
}

/** The name to pull by. Without registry for Docker Hub, so that a configured mirror is asked. */
export function pullName(reference: ImageReference): string {
  return reference.registry === DOCKER_HUB ? familiarRepository(reference) : `${reference.registry}/${reference.repository}`
}

/** As `RepoTags` or `RepoDigests` of the image list spell it: a digest wins over a tag, as it does in the engine. */
export function listedName(reference: ImageReference): string {
  return reference.digest ? `${pullName(reference)}@${reference.digest}` : `${pullName(reference)}:${reference.tag}`
}

export function isImageId(text: string): boolean {
  return /^sha256:[a-f0-9]{64}$/.test(text)
}

/** A first part with a dot, a colon or the name `localhost` is a registry; anything else belongs to Docker Hub. */
function splitName(name: string): Pick<ImageReference, 'registry' | 'repository'> {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  if (first !== 'localhost' && !/[.:]/.test(first)) return { registry: DOCKER_HUB, repository: slash < 0 ? `library/${name}` : name }
  const rest = name.slice(slash + 1)
  if (first !== DOCKER_HUB && first !== 'index.docker.io') return { registry: first, repository: rest }
  return { registry: DOCKER_HUB, repository: rest.includes('/') ? rest : `library/${rest}` }
}

function familiarRepository({ repository }: ImageReference): string {
  return repository.startsWith('library/') ? repository.slice('library/'.length) : repository
}
