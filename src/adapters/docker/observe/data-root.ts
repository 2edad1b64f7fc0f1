/**
 * Where the engine keeps volumes, images and containers. It says so itself, and an operator may have put it anywhere: until it was asked,
 * no folder of the host is mounted.
 */
import { realpath } from 'node:fs/promises'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { EngineReader } from '../transport/client.js'
import type { WireInfo } from '../wire.js'

export interface DataRoot {
  /** As said by the engine, and with links followed. Empty: not known. */
  readonly paths: readonly string[]
  /** Asks each time, since an engine that was restarted may have moved. */
  ask(call: { readonly subject: string; readonly signal: AbortSignal }): Promise<Result<void>>
}

export function createDataRoot(engine: EngineReader): DataRoot {
  let paths: readonly string[] = []
  return {
    get paths() { return paths },
    async ask({ subject, signal }) {
      const info = await engine.get<WireInfo>('/info', {}, signal)
      if (!info.ok) return err(engine.failure(info.error, subject))
      paths = await dataRoots(info.value)
      return ok(undefined)
    },
  }
}

export async function dataRoots({ DockerRootDir: root }: WireInfo): Promise<readonly string[]> {
  if (!root?.startsWith('/')) return []
  const written = root.replace(/(.)\/+$/, '$1')
  return [...new Set([written, await realpath(written).catch(() => written)])]
}
