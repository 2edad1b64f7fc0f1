/** The real HTTP endpoint on a free loopback port, over a source that a test moves. */
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHttp, type HttpEndpoint } from '../../src/daemon/http/start.js'
import type { HttpDeadlines } from '../../src/daemon/http/server.js'
import type { StatusSource } from '../../src/daemon/http/source.js'

export const TOKEN = 'token-for-tests-of-at-least-32-characters'
export const SECRET = 'secret-for-tests-of-at-least-32-characters'
export const OLD_SECRET = 'secret-of-yesterday-of-at-least-32-characters'

export interface TestEndpoint extends HttpEndpoint {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
}

export interface EndpointOptions {
  readonly token?: 'required'
  readonly hosts?: readonly string[]
  readonly port?: number
  readonly deadlines?: HttpDeadlines
}

/** Without a port the kernel picks one. */
export async function openEndpoint(source: StatusSource, options: EndpointOptions = {}): Promise<TestEndpoint> {
  const directory = mkdtempSync(join(tmpdir(), 'mist-http-'))
  const secretFile = (name: string, secret: string): string => {
    const path = join(directory, name)
    writeFileSync(path, `${secret}\n`, { mode: 0o600 })
    return path
  }
  const http = { enabled: true, address: '127.0.0.1', port: options.port ?? 0, hosts: options.hosts ?? [], ...(options.token && { tokenFile: secretFile('token', TOKEN) }) }
  const secretFiles = [secretFile('new', SECRET), secretFile('old', OLD_SECRET)]
  const webhooks = {
    forge: { type: 'github', secretFiles },
    any: { type: 'generic', secretFiles: [secretFiles[0] ?? ''] },
    weak: { type: 'generic', secretFiles: [secretFile('weak', 'short')] },
  } as const
  const started = await startHttp({ http, webhooks }, { source, version: '1.2.3', ...(options.deadlines && { deadlines: options.deadlines }) })
  if (!started.ok) throw new Error(started.error.cause)
  const { close, ...endpoint } = started.value
  return {
    ...endpoint,
    get: (path, headers = {}) => fetch(endpoint.url + path, { headers, redirect: 'manual' }),
    close: async () => {
      await close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export function signature(body: string | Buffer, secret: string = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
