/**
 * Requests through dockerode's modem, for what streams a body up to the engine. The library brings clients for ssh and gRPC along,
 * a quarter of what an idle mistd would need, so it is loaded with the first request.
 */
import type { Agent } from 'node:http'
import { Readable } from 'node:stream'
import type { DockerOptions } from 'dockerode'
import type { Outgoing, Transport } from './transport.js'
import { SUCCESS } from './transport.js'

interface Modem {
  dial(options: Readonly<Record<string, unknown>>, done: (error: unknown, data: unknown) => void): void
}

export function modemTransport(socketPath: string, agent: Agent): Transport {
  let loaded: Promise<Modem> | undefined
  return async (outgoing, signal) => {
    loaded ??= loadModem(socketPath, agent)
    const modem = await loaded
    return new Promise((resolve, reject) => {
      modem.dial(modemOptions(outgoing, signal), (error, response) => {
        if (response instanceof Readable) resolve(response)
        else reject(error instanceof Error ? error : new Error('the engine answered with nothing'))
      })
    })
  }
}

/** Without these the library would let DOCKER_HOST and its companions in the environment win over the host settings. */
const NO_ENVIRONMENT = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined, timeout: undefined, protocol: 'http' }

async function loadModem(socketPath: string, agent: Agent): Promise<Modem> {
  const { default: Docker } = await import('dockerode')
  const options = { ...NO_ENVIRONMENT, socketPath, agent } as unknown as DockerOptions
  return new Docker(options).modem as unknown as Modem
}

/**
 * The modem takes query and body in one object and builds the query only for a path that ends in `?`. Without `_body` it would
 * send the query as the body; an empty one is not sent at all.
 */
function modemOptions(outgoing: Outgoing, abortSignal: AbortSignal): Readonly<Record<string, unknown>> {
  const isUpload = outgoing.body instanceof Readable
  const hasQuery = Object.keys(outgoing.query).length > 0
  return {
    method: outgoing.method,
    path: hasQuery ? `${outgoing.path}?` : outgoing.path,
    options: { _query: outgoing.query, _body: isUpload ? {} : (outgoing.body ?? {}) },
    ...(isUpload && { file: outgoing.body }),
    headers: { ...outgoing.headers },
    statusCodes: Object.fromEntries(SUCCESS.map((status) => [status, true])),
    isStream: true,
    abortSignal,
  }
}
