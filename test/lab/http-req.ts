/**
 * Traefik's DNS provider `httpreq` for one test: it turns `present` and `cleanup` into TXT records of a test's name server. Of Traefik's
 * providers it is the one that needs neither a cloud nor a shell in Traefik's container.
 *
 * Traefik needs `dnsChallenge.propagation.disableChecks=true` here: before the ACME server is asked it looks for the zone's authoritative
 * name servers, and those names have none.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gatewayAddress } from './gateway.js'
import type { NameServer } from './name-server.js'
import { requestBody } from './request-body.js'

/** serve: the record is set. refuse: HTTP 500. lie: it says yes and sets another value, so that the validation fails. */
export type HttpReqMood = 'serve' | 'refuse' | 'lie'

export interface HttpReqOptions {
  readonly names: NameServer
  /** Asked for by basic authentication. */
  readonly credentials?: { readonly username: string; readonly password: string }
}

export interface HttpReq {
  readonly endpoint: string
  /** Traefik's environment, as the provider wants it. */
  readonly env: Readonly<Record<string, string>>
  /** Path and record of every request so far, as `/present _acme-challenge.example.test.`; refused ones too. */
  readonly requests: readonly string[]
  readonly become: (mood: HttpReqMood) => void
  readonly stop: () => Promise<void>
}


export async function startHttpReq({ names, credentials }: HttpReqOptions): Promise<HttpReq> {
  const requests: string[] = []
  const state: { mood: HttpReqMood } = { mood: 'serve' }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => { response.writeHead(500).end(String(error)) })
  })
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { fqdn, value } = JSON.parse(await requestBody(request)) as { readonly fqdn: string; readonly value: string }
    requests.push(`${request.url ?? ''} ${fqdn}`)
    if (!isLetIn(request, credentials)) return void response.writeHead(401).end('these are not the credentials\n')
    if (state.mood === 'refuse') return void response.writeHead(500).end('told to refuse\n')
    if (request.url === '/present') await names.say(fqdn, state.mood === 'lie' ? 'not-the-answer' : value)
    else if (request.url === '/cleanup') await names.hush(fqdn)
    response.writeHead(request.url === '/present' || request.url === '/cleanup' ? 200 : 404).end()
  }
  const address = await gatewayAddress()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve))
  const endpoint = `http://${address}:${String((server.address() as AddressInfo).port)}`
  return {
    endpoint, requests,
    env: { HTTPREQ_ENDPOINT: endpoint, ...(credentials && { HTTPREQ_USERNAME: credentials.username, HTTPREQ_PASSWORD: credentials.password }) },
    become: (mood) => { state.mood = mood },
    stop: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      server.closeAllConnections()
    }),
  }
}

function isLetIn(request: IncomingMessage, credentials: HttpReqOptions['credentials']): boolean {
  if (credentials === undefined) return true
  return request.headers.authorization === `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`
}
