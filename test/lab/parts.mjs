/**
 * The table of parts: what each needs, how to see that it is up, how to bring it up and take it down.
 * The order of the table is the order in which `down` goes backwards.
 */
// @ts-check
import { acmePrograms, bringAcmeUp } from './acme.mjs'
import { bringComposeUp, composeIsUp, composeVersion, forgetComposePlugin } from './compose.mjs'
import { bringEngineUp, engineIsOurs, engineIsUp, engineVersion, takeEngineDown } from './engine.mjs'
import { bringImagesUp, imagesAreUp } from './images.mjs'
import { authRegistryAddress, dockerHost, registryAddress, versions } from './places.mjs'
import { bringBrowserUp, bringLoadUp, browserPath, loadPath } from './programs.mjs'
import { recipes } from './recipes.mjs'
import { bringRegistriesUp, registriesAreUp, takeRegistriesDown } from './registry.mjs'
import { bringS3Up, s3Program } from './s3.mjs'
import { bringSshdUp, sshAccess, sshdIsUp, takeSshdDown } from './sshd.mjs'
import { bringTraefikUp, traefikIsUp } from './traefik.mjs'

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly string[]} needs
 * @property {string} purpose
 * @property {() => boolean | Promise<boolean>} isUp quick: a warm run asks every part
 * @property {() => Promise<unknown>} bringUp
 * @property {() => Promise<unknown>} [takeDown] stops what the lab started, nothing else
 * @property {() => void} [forget] removes what it has outside the cache, when the cache goes
 * @property {() => string | Promise<string>} describe one line for `status`, asked only when it is up
 */

/** @type {readonly Part[]} */
export const parts = [
  {
    name: 'engine', needs: [], purpose: 'a Docker engine',
    isUp: engineIsUp, bringUp: bringEngineUp, takeDown: takeEngineDown, describe: describeEngine,
  },
  {
    name: 'registry', needs: ['engine'], purpose: 'an open registry and one with a password',
    isUp: registriesAreUp, bringUp: bringRegistriesUp, takeDown: takeRegistriesDown,
    describe: () => `${registryAddress}, with a password ${authRegistryAddress}`,
  },
  {
    name: 'images', needs: ['engine', 'registry'], purpose: 'base images and test apps',
    isUp: imagesAreUp, bringUp: bringImagesUp, describe: () => recipes.map(({ name }) => name).join(' '),
  },
  {
    name: 'traefik', needs: ['engine', 'registry'], purpose: 'Traefik as image and program',
    isUp: traefikIsUp, bringUp: bringTraefikUp, describe: () => `traefik:v3.6 (${versions.traefik})`,
  },
  {
    name: 'compose', needs: ['engine'], purpose: 'the compose plugin, for benches',
    isUp: composeIsUp, bringUp: bringComposeUp, forget: forgetComposePlugin,
    describe: async () => `docker compose ${await composeVersion()}`,
  },
  {
    name: 'sshd', needs: [], purpose: 'an ssh server for git',
    isUp: sshdIsUp, bringUp: bringSshdUp, takeDown: takeSshdDown, describe: () => `ssh://${sshAccess.user}@${sshAccess.host}:${sshAccess.port}`,
  },
  {
    name: 'acme', needs: [], purpose: 'Pebble, an ACME server that each test starts for itself',
    isUp: () => acmePrograms() !== undefined, bringUp: bringAcmeUp, describe: () => acmePrograms()?.server ?? '',
  },
  {
    name: 's3', needs: [], purpose: 'an S3-compatible server that each test starts for itself',
    isUp: () => s3Program() !== undefined, bringUp: bringS3Up, describe: () => s3Program() ?? '',
  },
  {
    name: 'browser', needs: [], purpose: 'Chromium, for the pages',
    isUp: () => browserPath() !== undefined, bringUp: bringBrowserUp, describe: () => browserPath() ?? '',
  },
  {
    name: 'load', needs: [], purpose: 'wrk, for benches',
    isUp: () => loadPath() !== undefined, bringUp: bringLoadUp, describe: () => loadPath() ?? '',
  },
]

/**
 * @param {readonly string[]} names
 * @returns {readonly Part[]} these parts and all that they need, in the order of the table
 */
export function withNeeds(names) {
  const wanted = new Set(names)
  for (const part of [...parts].reverse()) if (wanted.has(part.name)) for (const need of part.needs) wanted.add(need)
  return parts.filter((part) => wanted.has(part.name))
}

async function describeEngine() {
  const version = await engineVersion()
  const owner = engineIsOurs() ? 'started by the lab' : 'was there already'
  return `Docker ${version?.version}, API ${version?.apiVersion}, ${dockerHost}, ${owner}`
}
