/**
 * A forge for one test: it takes commit statuses as GitHub, GitLab and Gitea do, refuses what they would refuse, and keeps them.
 * It serves no repositories; git-http.ts does.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { requestBody } from './request-body.js'

export type ForgeKind = 'github' | 'gitlab' | 'gitea'

/** serve: as told above. fail: HTTP 500. limit: HTTP 429 with Retry-After. hang: never answer. */
export type ForgeMood = 'serve' | 'fail' | 'limit' | 'hang'

export interface CommitStatus {
  readonly forge: ForgeKind
  /** `owner/name`; of GitLab, the project's path or number. */
  readonly repository: string
  readonly commit: string
  /** In the forge's own words. */
  readonly state: string
  /** GitLab's `name` too. */
  readonly context: string
  readonly description: string
  readonly targetUrl: string
}

export interface ForgeOptions {
  /** Whoever comes with another one, or in another way than the forge's own, gets 401. Any is taken if not given. */
  readonly token?: string
}

export interface Forge {
  /** The root: append `/repos/…` for GitHub (`/api/v3/repos/…` for its Enterprise), `/api/v4/…` for GitLab, `/api/v1/…` for Gitea. */
  readonly url: string
  /** What was taken, in order. */
  readonly statuses: () => readonly CommitStatus[]
  /** Method, path and answered status of every request. */
  readonly requests: () => readonly string[]
  readonly become: (mood: ForgeMood) => void
  readonly stop: () => Promise<void>
}

interface Shape {
  readonly forge: ForgeKind
  readonly path: RegExp
  readonly states: readonly string[]
  readonly maxDescription: number
  readonly tokenOf: (headers: IncomingMessage['headers']) => string | undefined
}

const SHAPES: readonly Shape[] = [
  {
    forge: 'github', path: /^(?:\/api\/v3)?\/repos\/([^/]+\/[^/]+)\/statuses\/([^/?]+)$/, states: ['error', 'failure', 'pending', 'success'],
    maxDescription: 140, tokenOf: ({ authorization }) => /^(?:Bearer|token) (.+)$/i.exec(authorization ?? '')?.[1],
  },
  {
    forge: 'gitlab', path: /^\/api\/v4\/projects\/([^/]+)\/statuses\/([^/?]+)$/, states: ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'],
    maxDescription: 255, tokenOf: (headers) => String(headers['private-token'] ?? /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''),
  },
  {
    forge: 'gitea', path: /^\/api\/v1\/repos\/([^/]+\/[^/]+)\/statuses\/([^/?]+)$/, states: ['pending', 'success', 'error', 'failure', 'warning'],
    maxDescription: Number.POSITIVE_INFINITY, tokenOf: ({ authorization }) => /^(?:token|Bearer) (.+)$/i.exec(authorization ?? '')?.[1],
  },
]


export async function startForge({ token }: ForgeOptions = {}): Promise<Forge> {
  const statuses: CommitStatus[] = []
  const requests: string[] = []
  const state: { mood: ForgeMood } = { mood: 'serve' }
  const server = createServer((request, response) => {
    void reply(request).catch((error: unknown): Reply => ({ code: 400, body: { message: String(error) } })).then((answer) => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''} ${String(answer?.code ?? 'none')}`)
      if (answer !== undefined) send(response, answer)
    })
  })
  const reply = async (request: IncomingMessage): Promise<Reply | undefined> => {
    const body = await requestBody(request)
    if (state.mood === 'hang') return undefined
    if (state.mood === 'fail') return { code: 500, body: { message: 'told to fail' } }
    if (state.mood === 'limit') return { code: 429, body: { message: 'API rate limit exceeded' }, headers: { 'retry-after': '1' } }
    const answer = judge({ request, body, token, before: statuses })
    if (answer.taken !== undefined) statuses.push(answer.taken)
    return answer
  }
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    statuses: () => [...statuses], requests: () => [...requests],
    become: (mood) => { state.mood = mood },
    stop: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      server.closeAllConnections()
    }),
  }
}

interface Reply {
  readonly code: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly taken?: CommitStatus
}

interface Case {
  readonly request: IncomingMessage
  readonly body: string
  readonly token: string | undefined
  readonly before: readonly CommitStatus[]
}

function judge({ request, body, token, before }: Case): Reply {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://forge')
  const shape = request.method === 'POST' ? SHAPES.find(({ path }) => path.test(pathname)) : undefined
  if (shape === undefined) return { code: 404, body: { message: 'Not Found' } }
  if (token !== undefined && shape.tokenOf(request.headers) !== token) return { code: 401, body: { message: 'Bad credentials' } }
  const status = read(shape, pathname, fieldsOf(request, body, searchParams))
  const complaint = complaintAbout(shape, status) ?? repetitionOf(status, before)
  return complaint ?? { code: 201, body: { id: before.length + 1, state: status.state, context: status.context }, taken: status }
}

/** GitLab takes a query or a form as well. */
function fieldsOf(request: IncomingMessage, body: string, query: URLSearchParams): Readonly<Record<string, string>> {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const sent = body === '' ? {} : isForm ? Object.fromEntries(new URLSearchParams(body)) : (JSON.parse(body) as Record<string, string>)
  return { ...Object.fromEntries(query), ...sent }
}

function read({ forge, path }: Shape, pathname: string, fields: Readonly<Record<string, string>>): CommitStatus {
  const [, repository = '', commit = ''] = path.exec(pathname) ?? []
  const { state = '', context = 'default', name = context, description = '', target_url: targetUrl = '' } = fields
  return { forge, repository: decodeURIComponent(repository), commit, state, context: forge === 'gitlab' ? name : context, description, targetUrl }
}

function complaintAbout({ forge, states, maxDescription }: Shape, { commit, state, description }: CommitStatus): Reply | undefined {
  const code = forge === 'gitlab' ? 400 : 422
  if (!/^[0-9a-f]{40}$/.test(commit)) return { code: forge === 'gitlab' ? 404 : 422, body: { message: `No commit found for SHA: ${commit}` } }
  if (!states.includes(state)) return { code, body: { message: `state is not included in the list: ${state}` } }
  if (description.length > maxDescription) return { code, body: { message: `description is too long (maximum is ${String(maxDescription)} characters)` } }
  return undefined
}

/** GitLab refuses a status that changes nothing: `Cannot transition status via :enqueue from :pending`. */
function repetitionOf(status: CommitStatus, before: readonly CommitStatus[]): Reply | undefined {
  if (status.forge !== 'gitlab') return undefined
  const last = before.findLast((one) => one.repository === status.repository && one.commit === status.commit && one.context === status.context)
  if (last?.state !== status.state) return undefined
  return { code: 400, body: { message: `Cannot transition status via :${status.state} from :${status.state} (Reason(s): Status cannot transition via "${status.state}")` } }
}

function send(response: ServerResponse, { code, body, headers }: Reply): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
