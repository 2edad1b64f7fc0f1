/** An engine that answers questions on a unix socket and notes every request. It holds one container that is not Mist's. */
import { createServer } from 'node:http'
import { rmSync } from 'node:fs'

export interface RecordingEngine {
  readonly address: string
  /** `GET /v1.41/containers/json` and so on. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

const STRANGER = { Id: 'f'.repeat(64), Names: ['/stranger'], Image: 'nginx:1', ImageID: 'sha256:1', State: 'running', Status: 'Up', Labels: {}, Ports: [], Mounts: [], NetworkSettings: { Networks: {} }, HostConfig: { NetworkMode: 'bridge' } }

const ANSWERS: readonly (readonly [RegExp, unknown])[] = [
  [/\/_ping$/, 'OK'],
  [/\/version$/, { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12' }],
  [/\/info$/, { NCPU: 2, MemTotal: 4 * 1024 ** 3, ContainersRunning: 1, ServerVersion: '20.10.24', DefaultAddressPools: null }],
  [/\/containers\/json$/, [STRANGER]],
  [/\/networks$/, [{ Id: 'a'.repeat(64), Name: 'bridge', Labels: {}, IPAM: { Config: [{ Subnet: '172.17.0.0/16' }] } }]],
  [/\/volumes$/, { Volumes: [], Warnings: null }],
  [/\/images\/json$/, []],
]

export async function startRecordingEngine(path: string): Promise<RecordingEngine> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    requests.push(`${request.method ?? ''} ${url.pathname}`)
    const known = ANSWERS.find(([pattern]) => pattern.test(url.pathname))
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json', 'api-version': '1.41' })
    response.end(JSON.stringify(known ? known[1] : { message: `no such thing: ${url.pathname}` }))
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return {
    address: `unix://${path}`,
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(path, { force: true })
    },
  }
}
