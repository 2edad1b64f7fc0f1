/**
 * Carries the route table over HTTP: who may ask, how much, for how long. The only file that knows the library.
 * What a route answers is decided in the table; what an answer may contain, in `views/`.
 */
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { isAllowedHost, isAuthorized, type HostRule } from './access.js'
import { problem, type Answer, type Context, type Exchange, type Route } from './exchange.js'
import { SECURITY_HEADERS } from './headers.js'
import { notFound } from './pages.js'
import { hasSignature } from './signature.js'
import { MAX_STREAMS, runStream } from './stream.js'

export interface ServerOptions {
  readonly routes: readonly Route[]
  readonly context: Context
  readonly hosts: HostRule
  /** Absent: nobody is asked for one. */
  readonly token?: string
  readonly deadlines?: HttpDeadlines
}

const MAX_BODY = 1_048_576
/** A request with its headers and its body; then how long a connection may be idle between two of them. Node looks for late ones every `checkMs`. */
export interface HttpDeadlines {
  readonly requestMs: number
  readonly keepAliveMs: number
  readonly checkMs: number
}

export const DEADLINES: HttpDeadlines = Object.freeze({ requestMs: 5_000, keepAliveMs: 30_000, checkMs: 1_000 })
/** Wrong tokens and signatures from one address per minute; the right one always passes. */
const FAILURES_PER_MINUTE = 20

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { requestMs, keepAliveMs, checkMs } = options.deadlines ?? DEADLINES
  const server = fastify({
    bodyLimit: MAX_BODY,
    requestTimeout: requestMs,
    http: { headersTimeout: requestMs, connectionsCheckingInterval: checkMs },
    connectionTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: false } },
  })
  await server.register(rateLimit, { global: false })
  const guard = createGuard(server, options)
  const streams = createStreams(server)
  acceptRawBodies(server)
  server.addHook('onRequest', (_, reply, done) => {
    void reply.headers(SECURITY_HEADERS)
    done()
  })
  for (const route of options.routes) addRoute(server, route, { ...options, guard, streams })
  answerFailures(server, options.context, guard)
  return server
}

type Guard = (request: FastifyRequest, route: Pick<Route, 'access'>) => Promise<Answer | undefined>

interface Carrier extends ServerOptions {
  readonly guard: Guard
  readonly streams: Streams
}

function addRoute(server: FastifyInstance, route: Route, carrier: Carrier): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.query && { schema: { querystring: { type: 'object', additionalProperties: false, properties: route.query } } }),
    onRequest: async (request, reply) => {
      const refusal = await carrier.guard(request, route)
      if (refusal) send(reply, refusal)
    },
    handler: async (request, reply) => {
      const answer = await route.handle(toExchange(request), carrier.context)
      if (answer.kind === 'stream') return carrier.streams.open(request, reply, answer)
      if (answer.kind === 'json' && answer.status === 401) return send(reply, await tooMany(request, answer, server.failures))
      return send(reply, answer)
    },
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a failed proof of identity; true when this address had too many. */
    readonly failures: (request: FastifyRequest) => Promise<boolean>
  }
}

function createGuard(server: FastifyInstance, { hosts, token }: ServerOptions): Guard {
  const check = server.createRateLimit({ max: FAILURES_PER_MINUTE, timeWindow: 60_000 })
  server.decorate('failures', async (request: FastifyRequest) => {
    const result = await check(request)
    return !result.isAllowed && result.isExceeded
  })
  return async (request, { access }) => {
    if (!isAllowedHost(request.headers.host, hosts)) return problem(421, 'wrong-host', 'This name is not served here. Add it to http.hosts in mistd.yaml if it should be.')
    // What bears no signature at all is not worth reading its body.
    if (access === 'signed' && !hasSignature(request.headers)) return tooMany(request, problem(401, 'not-signed', 'The signature is missing or wrong.'), server.failures)
    if (access !== 'reader' || isAuthorized(request.headers.authorization, token)) return undefined
    return tooMany(request, problem(401, 'not-authorized', 'A token is needed: as Bearer, or as the password of any user.'), server.failures)
  }
}

async function tooMany(request: FastifyRequest, refusal: Answer, failures: FastifyInstance['failures']): Promise<Answer> {
  return (await failures(request)) ? problem(429, 'too-many', 'Too many failed attempts from this address. Wait a minute.') : refusal
}

/** Never await what this answers: a reply is a promise of its own end. */
function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.kind === 'stream') throw new Error('a stream cannot be sent at once')
  if (answer.status === 401) void reply.header('www-authenticate', ['Bearer', 'Basic realm="mist", charset="UTF-8"'])
  if (answer.status === 503 || answer.status === 429) void reply.header('retry-after', answer.status === 429 ? '60' : '2')
  void reply.status(answer.status)
  switch (answer.kind) {
    case 'json': return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(answer.value))
    case 'html': return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(answer.page.markup)
    case 'bytes': return sendBytes(reply, answer)
  }
}

function sendBytes(reply: FastifyReply, { type, bytes, etag, immutable }: Extract<Answer, { kind: 'bytes' }>): FastifyReply {
  void reply.type(type).header('cache-control', immutable ? 'private, max-age=31536000, immutable' : 'no-store')
  if (etag !== undefined) void reply.header('etag', etag)
  if (etag !== undefined && reply.request.headers['if-none-match'] === etag) return reply.status(304).send()
  return reply.send(bytes)
}

interface Streams {
  open(request: FastifyRequest, reply: FastifyReply, answer: Extract<Answer, { kind: 'stream' }>): Promise<FastifyReply | undefined>
}

function createStreams(server: FastifyInstance): Streams {
  const stop = new AbortController()
  let running = 0
  server.addHook('preClose', (done) => {
    stop.abort()
    done()
  })
  return {
    async open(request, reply, { type, write }) {
      if (running >= MAX_STREAMS) return send(reply, problem(503, 'too-many-streams', `At most ${String(MAX_STREAMS)} streams are served at once.`))
      running += 1
      reply.hijack()
      const lastEventId = String(request.headers['last-event-id'] ?? '')
      try {
        await runStream({ response: reply.raw, headers: SECURITY_HEADERS, type, lastEventId, stop: stop.signal }, write)
      } catch (error) {
        // The status is sent already: all that is left is to end without pretending that the stream was whole.
        reply.raw.destroy(error instanceof Error ? error : undefined)
      } finally {
        running -= 1
      }
      return undefined
    },
  }
}

/** Signatures are over bytes, so no body is parsed, whatever it calls itself. */
function acceptRawBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => { done(null, body) })
}

function answerFailures(server: FastifyInstance, context: Context, guard: Guard): void {
  server.setErrorHandler((error: FastifyError, _, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500
    const message = status === 500 ? 'Mist failed to answer. The log of mistd may say why.' : error.message
    return send(reply, problem(status, status === 500 ? 'internal' : 'invalid-request', message))
  })
  server.setNotFoundHandler(async (request, reply) => {
    // The page names the instance, which is no stranger's business either.
    const refusal = await guard(request, { access: 'reader' })
    if (refusal) return send(reply, refusal)
    const isPage = request.headers.accept?.includes('text/html') ?? false
    return send(reply, isPage ? notFound(context, 'There is no such page.') : problem(404, 'not-found', 'There is nothing here. See /api/v1/openapi.json.'))
  })
}

function toExchange(request: FastifyRequest): Exchange {
  return {
    params: request.params as Exchange['params'],
    query: request.query as Exchange['query'],
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}
