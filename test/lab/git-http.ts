/**
 * Serves repositories over smart HTTP through git's own `http-backend`, on loopback, with a password on request and faults on demand.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname } from 'node:path'
import { GIT_ENV, type GitRepo } from './git-repo.js'

/** serve: as git does. hang: never answer. fail: HTTP 500. truncate: end the connection within the answer. */
export type ServerMood = 'serve' | 'hang' | 'fail' | 'truncate'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface GitHttpServer {
  /** The repository's address without credentials. */
  readonly url: string
  /** The same with an owner in front, as a forge would name it: `lab/repo`. */
  readonly ownedUrl: string
  /** Method and path of every request so far. */
  readonly requests: readonly string[]
  readonly become: (mood: ServerMood) => void
  /** From now on only these are let in. */
  readonly require: (credentials: Credentials) => void
  readonly close: () => Promise<void>
}

const TRUNCATED_BYTES = 64
/** A server has its repositories below an owner; both addresses lead to the one that there is. */
const OWNER = /^\/lab(?=\/)/

export async function serveGitHttp(repo: GitRepo, credentials?: Credentials): Promise<GitHttpServer> {
  const requests: string[] = []
  const backends = new Set<ChildProcessWithoutNullStreams>()
  const state: { mood: ServerMood; credentials: Credentials | undefined } = { mood: 'serve', credentials }
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    if (!isLetIn(request, state.credentials)) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="lab"' }).end()
    if (state.mood === 'hang') return
    if (state.mood === 'fail') return void response.writeHead(500).end('told to fail\n')
    const backend = startBackend(repo, request)
    backends.add(backend)
    backend.on('close', () => backends.delete(backend))
    answer(backend, response, state.mood === 'truncate' ? TRUNCATED_BYTES : Number.POSITIVE_INFINITY)
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${String(port)}/${basename(repo.bare)}`,
    ownedUrl: `http://127.0.0.1:${String(port)}/lab/${basename(repo.bare)}`,
    requests,
    become: (mood) => { state.mood = mood },
    require: (wanted) => { state.credentials = wanted },
    close: () => close(server, backends),
  }
}

function isLetIn(request: IncomingMessage, credentials: Credentials | undefined): boolean {
  if (credentials === undefined) return true
  const expected = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')
  return request.headers.authorization === `Basic ${expected}`
}

/** The interface between web server and git is CGI: the request in variables, its body on stdin. */
function startBackend(repo: GitRepo, request: IncomingMessage): ChildProcessWithoutNullStreams {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'], ...GIT_ENV,
      GIT_PROJECT_ROOT: dirname(repo.bare), GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: decodeURIComponent(path).replace(OWNER, ''), QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? 'GET', CONTENT_TYPE: request.headers['content-type'] ?? '', REMOTE_ADDR: '127.0.0.1',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '', GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
    },
  })
  // A client that leaves, or a backend that has read enough, closes the pipe early; that is no failure of the server.
  backend.stdin.on('error', () => { /* The answer tells what went wrong. */ })
  backend.stderr.resume()
  request.pipe(backend.stdin)
  return backend
}

function answer(backend: ChildProcessWithoutNullStreams, response: ServerResponse, maxBytes: number): void {
  let head = Buffer.alloc(0)
  let sent = 0
  const send = (bytes: Buffer): void => {
    sent += bytes.length
    if (sent > maxBytes) response.destroy()
    else response.write(bytes)
  }
  backend.stdout.on('data', (bytes: Buffer) => {
    if (response.headersSent) return send(bytes)
    head = Buffer.concat([head, bytes])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    writeHead(response, head.subarray(0, end).toString())
    send(head.subarray(end + 4))
  })
  backend.on('error', () => { response.destroy() })
  backend.on('close', () => { response.end() })
  response.on('close', () => { backend.kill() })
}

function writeHead(response: ServerResponse, text: string): void {
  const fields = text.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const)
  const status = Number.parseInt(fields.find(([name]) => name === 'status')?.[1] ?? '200', 10)
  response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'status')))
  response.flushHeaders()
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function close(server: Server, backends: ReadonlySet<ChildProcessWithoutNullStreams>): Promise<void> {
  for (const backend of backends) backend.kill('SIGKILL')
  return new Promise((resolve) => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  })
}
