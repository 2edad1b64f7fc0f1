/** Domains with a certificate of their own → the pair that their secrets hold, and the mark that stands for it. Whether it is of use was asked before. */
import type { Manifest, ManifestDomain } from '../manifest/manifest.js'
import type { HeldPair, PairTexts } from '../model/key-pair.js'
import { pairMark } from '../model/key-pair.js'
import { appKey } from '../model/resource.js'
import type { SecretsFound } from '../model/secret.js'

export function heldPairs(manifest: Manifest, secrets: SecretsFound): readonly HeldPair[] {
  return manifest.projects.flatMap((project) => project.apps.flatMap(({ name, domains }) => domains.flatMap(({ host, pair }) => {
    const found = pair && keyPairOf(pair, secrets)
    return found ? [{ app: appKey(project.name, name), host, ...found }] : []
  })))
}

/** Undefined while a part cannot be had: its app is unresolved then. */
export function keyPairOf({ cert, key }: NonNullable<ManifestDomain['pair']>, secrets: SecretsFound): (PairTexts & { readonly mark: string }) | undefined {
  const [first, second] = [secrets[cert], secrets[key]]
  return first?.ok && second?.ok ? { cert: first.value.value, key: second.value.value, mark: pairMark(first.value.mark, second.value.mark) } : undefined
}
