/**
 * What the lab tells the outside: one value for tests and scripts (`env`), one table for people (`status`).
 */
// @ts-check
import { acmePrograms } from './acme.mjs'
import { composeVersion } from './compose.mjs'
import { engineIsMirrored, engineIsOurs, engineVersion } from './engine.mjs'
import { authRegistryAddress, authRegistryUser, dockerHost, home, registryAddress, versions } from './places.mjs'
import { onDemandRecipes } from './on-demand.mjs'
import { parts } from './parts.mjs'
import { browserPath, loadPath } from './programs.mjs'
import { publicRegistryInReach } from './public.mjs'
import { privateImage, recipes, traefikRecipe } from './recipes.mjs'
import { s3Program } from './s3.mjs'
import { sshAccess } from './sshd.mjs'
import { traefikBinary } from './traefik.mjs'

export async function facts() {
  const [engine, isMirrored, compose, publicRegistry] = await Promise.all([engineVersion(), engineIsMirrored(), composeVersion(), publicRegistryInReach()])
  return {
    dockerHost,
    engine: engine === undefined ? null : { ...engine, startedByLab: engineIsOurs(), mirrored: isMirrored },
    publicRegistry,
    registry: { address: registryAddress },
    authRegistry: { address: authRegistryAddress, ...authRegistryUser, image: `${authRegistryAddress}/${privateImage.repository}:${privateImage.tag}` },
    sshd: sshAccess,
    traefik: { image: traefikRecipe.name, version: versions.traefik, binary: traefikBinary },
    compose: compose ?? null,
    acme: acmePrograms() ?? null,
    s3: s3Program() ?? null,
    browser: browserPath() ?? null,
    load: loadPath() ?? null,
    cacheDir: home,
    images: [...recipes, traefikRecipe].map(({ name }) => name),
    imagesOnDemand: onDemandRecipes.map(({ name }) => name),
  }
}

/** @returns {Promise<readonly { readonly name: string, readonly isUp: boolean, readonly text: string }[]>} */
export function statusRows() {
  return Promise.all(parts.map(async (part) => {
    const isUp = await part.isUp()
    return { name: part.name, isUp, text: isUp ? await part.describe() : part.purpose }
  }))
}
