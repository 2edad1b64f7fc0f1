/**
 * Files beside the routes that the managed Traefik needs: the router of its API, and the one that names the operator's certificates.
 * Put back when somebody changed them, and written anew when the certificates were.
 */
import { chmodSync, mkdirSync } from 'node:fs'
import type { ApiLogin } from './api-router.js'
import { renderApiRouter } from './api-router.js'
import type { TlsFiles } from './certificates.js'
import { handOver, prepareTls, removeStale } from './certificates.js'
import type { RouteFiles } from './files.js'
import type { KeyPairs } from './key-pairs.js'
import { createKeyPairs } from './key-pairs.js'
import { apiFile, tlsFile } from './names.js'

export interface OwnFilesOptions {
  readonly instance: string
  readonly directory: string
  readonly apiRouter?: ApiLogin
  readonly tls?: TlsFiles
}

export interface OwnFiles {
  /** Throws what the file system throws. */
  heal(): Promise<void>
  readonly pairs: KeyPairs
}

export function createOwnFiles(options: OwnFilesOptions, files: RouteFiles): OwnFiles {
  const { instance, apiRouter, tls } = options
  // It says the same for as long as Mist runs, and is compared in every pass.
  const apiText = apiRouter && renderApiRouter(instance, apiRouter)
  const pairs = createKeyPairs({ instance, folder: tls?.certificatesDirectory })
  prepare(options)

  async function healCertificates(owned: TlsFiles): Promise<void> {
    const name = tlsFile(instance)
    const [text, present] = [handOver(owned), await files.read(name)]
    // Traefik may still be reading what the file named before, so those copies stay until the next look.
    if (text === present) removeStale(owned, text)
    else if (text === undefined) await files.remove(name)
    else await files.write(name, text)
  }

  return {
    pairs,
    heal: async () => {
      if (apiText !== undefined) {
        const name = apiFile(instance)
        // Traefik watches the files of routes alone: a change among them makes it read the pairs again.
        if ((await pairs.heal(files)) || (await files.read(name)) !== apiText) await files.write(name, apiText)
      }
      if (tls !== undefined) await healCertificates(tls)
    },
  }
}

/** The managed Traefik mounts these, so they must be there before the first route. A fault shows when a route is written. */
function prepare({ apiRouter, directory, tls }: OwnFilesOptions): void {
  try {
    // As with the files in it: Traefik can read it, whatever the umask.
    if (apiRouter !== undefined && mkdirSync(directory, { recursive: true, mode: 0o755 }) !== undefined) chmodSync(directory, 0o755)
    if (tls !== undefined) prepareTls(tls)
  } catch {
    return
  }
}
