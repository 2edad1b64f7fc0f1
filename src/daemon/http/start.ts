/** Turns the settings into a listening endpoint, or into the reason why there is none. Refuses to face a network without a token. */
import { failure, type Failure } from '../../model/failure.js'
import { err, ok, type Result } from '../../model/result.js'
import type { HostSettings, WebhookSettings } from '../../model/settings.js'
import { wordOf } from '../../model/word-of.js'
import type { Emit } from '../../ports.js'
import { readSecretFile } from '../secret-file.js'
import { needsToken } from './access.js'
import { createDoorbell } from './doorbell.js'
import type { Context } from './exchange.js'
import { createHooks, type Receiver } from './hooks.js'
import { createMetrics } from './metrics.js'
import { openApiDocument } from './openapi.js'
import { ROUTES } from './routes.js'
import { createServer, type HttpDeadlines } from './server.js'
import { secretFault } from './signature.js'
import type { StatusSource } from './source.js'

export interface HttpEndpoint {
  readonly url: string
  /** Receivers that stay off, each with the reason. */
  readonly refused: readonly Failure[]
  readonly count: Emit
  close(): Promise<void>
}

export interface HttpParts {
  readonly source: StatusSource
  readonly version: string
  readonly deadlines?: HttpDeadlines
}

export async function startHttp(settings: Pick<HostSettings, 'http' | 'webhooks'>, { source, version, deadlines }: HttpParts): Promise<Result<HttpEndpoint>> {
  const { http } = settings
  const token = readToken(http)
  if (!token.ok) return token
  const { receivers, refused } = readReceivers(settings.webhooks)
  const doorbell = createDoorbell(() => { source.wake() })
  // Asked before it rings: the pass that begins at once is the one that answers.
  const ring = (): string | undefined => {
    const look = source.ask()
    doorbell.ring()
    return look
  }
  const metrics = createMetrics(source, version)
  const context: Context = { source, version, metrics, hooks: createHooks(receivers, ring), openApi: () => openApiDocument(ROUTES, version) }
  const server = await createServer({ routes: ROUTES, context, hosts: http, ...(token.value !== undefined && { token: token.value }), ...(deadlines && { deadlines }) })
  try {
    const url = await server.listen({ host: http.address, port: http.port })
    const close = async (): Promise<void> => {
      doorbell.stop()
      await server.close()
    }
    return ok({ url, refused, count: metrics.count, close })
  } catch (error) {
    await server.close()
    return err(failure('port-taken', {
      subject: `cannot listen on ${http.address}:${String(http.port)}`,
      cause: wordOf(error),
      help: 'Choose another http.port in mistd.yaml, or stop what listens there.',
    }))
  }
}

function readToken(http: HostSettings['http']): Result<string | undefined> {
  if (http.tokenFile !== undefined) return readSecretFile(http.tokenFile, 'the token of the HTTP endpoint')
  if (!needsToken(http.address)) return ok(undefined)
  return err(failure('settings-invalid', {
    subject: `cannot serve HTTP on ${http.address}`,
    cause: 'beyond loopback a token is required, and http.tokenFile is not set',
    help: 'Set http.tokenFile in mistd.yaml, or listen on 127.0.0.1.',
  }))
}

/** No sound secret, no endpoint: one bad file turns its receiver off and leaves the others on. */
function readReceivers(webhooks: Readonly<Record<string, WebhookSettings>>): { readonly receivers: Readonly<Record<string, Receiver>>; readonly refused: readonly Failure[] } {
  const receivers: Record<string, Receiver> = {}
  const refused: Failure[] = []
  for (const [name, { type, secretFiles }] of Object.entries(webhooks)) {
    const read = secretFiles.map((path) => readSecretFile(path, `a secret of the webhook ${name}`))
    const secrets = read.flatMap((one) => (one.ok ? [one.value] : []))
    const faults = secrets.flatMap((secret) => secretFault(type, secret) ?? [])
    if (secrets.length === read.length && secrets.length > 0 && faults.length === 0) receivers[name] = { type, secrets }
    for (const one of read) if (!one.ok) refused.push(one.error)
    for (const cause of faults) refused.push(failure('settings-invalid', { subject: `cannot use a secret of the webhook ${name}`, cause, help: 'Copy it from the settings of the sender as it stands there.' }))
  }
  return { receivers, refused }
}
