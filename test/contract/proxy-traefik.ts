/** A real Traefik as a plain process on loopback, apps beside it, and a visitor: the bench of the proxy contract. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProxy } from '../../src/adapters/traefik/proxy.js'
import type { ProxyOptions } from '../../src/adapters/traefik/proxy.js'
import type { RouteServer } from '../../src/model/resource.js'
import { freePort, labEnv } from '../lab/fixtures.js'
import { until } from '../support/until.js'
import type { ProxyBench } from './proxy-suite.js'

export interface TraefikBench extends ProxyBench {
  readonly directory: string
  readonly webPort: number
  /** Where HTTPS is answered, with Traefik's own certificate unless a file says another. */
  readonly securePort: number
  readonly apiUrl: string
  readonly login: { readonly user: string; readonly password: string }
  /** An app that answers in its own way. */
  listen(name: string, answer: RequestListener): Promise<RouteServer>
  /** Another port on the same directory. */
  open(over?: Partial<ProxyOptions>): ProxyBench['proxy']
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  stopTraefik(): Promise<void>
  startTraefik(): Promise<void>
}

const LOGIN = { user: 'mist', password: 'c0ffee'.repeat(10) }

export async function traefikBench(): Promise<TraefikBench> {
  const root = mkdtempSync(join(tmpdir(), 'mist-traefik-'))
  const directory = join(root, 'dynamic')
  const [webPort, securePort, apiPort] = [await freePort(), await freePort(), await freePort()]
  const apiUrl = `http://127.0.0.1:${String(apiPort)}`
  const apps: Server[] = []
  let traefik: ChildProcess | undefined

  const open = (over: Partial<ProxyOptions> = {}): ProxyBench['proxy'] => createProxy({
    instance: 'default', directory, api: { baseUrl: apiUrl, ...LOGIN }, apiRouter: LOGIN, servers: 'address', addressOf: () => Promise.resolve('127.0.0.1'), throttleMs: 100, ...over,
  })

  async function startTraefik(): Promise<void> {
    traefik = spawn(labEnv().traefik.binary, [
      `--entrypoints.web.address=127.0.0.1:${String(webPort)}`, `--entrypoints.websecure.address=127.0.0.1:${String(securePort)}`, `--entrypoints.mist.address=127.0.0.1:${String(apiPort)}`, '--api=true', '--api.dashboard=false',
      `--providers.file.directory=${directory}`, '--providers.file.watch=true', '--providers.providersThrottleDuration=100ms', '--global.checknewversion=false', '--global.sendanonymoususage=false', '--log.level=ERROR',
    ], { stdio: 'ignore' })
    await until('Traefik listens', async () => (await statusOf(`${apiUrl}/`)) > 0)
  }

  async function stopTraefik(): Promise<void> {
    const child = traefik
    traefik = undefined
    if (child === undefined || child.exitCode !== null) return
    await new Promise((resolve) => {
      child.once('exit', resolve)
      child.kill('SIGKILL')
    })
  }

  async function app(name: string): Promise<{ readonly container: string; readonly port: number }> {
    return listen(name, (_, response) => { response.end(name) })
  }

  async function listen(name: string, answer: RequestListener): Promise<{ readonly container: string; readonly port: number }> {
    const server = createServer(answer)
    apps.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { container: name, port: (server.address() as AddressInfo).port }
  }

  const proxy = open()
  await startTraefik()
  return {
    proxy, instance: 'default', directory, webPort, securePort, apiUrl, login: LOGIN, open, startTraefik, stopTraefik, app, listen,
    visit: (host, path) => visit(webPort, host, path),
    signal: (name) => { traefik?.kill(name) },
    spoil: (route, how) => {
      const path = join(directory, `${route}.yml`)
      if (how === 'delete') rmSync(path)
      else writeFileSync(path, 'http: [')
      return Promise.resolve()
    },
    close: async () => {
      traefik?.kill('SIGCONT')
      await stopTraefik()
      await Promise.all(apps.map((server) => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export function statusOf(url: string, auth?: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent: false, ...(auth === undefined ? {} : { auth }) }, (answer) => {
      answer.resume()
      answer.once('end', () => { resolve(answer.statusCode ?? 0) })
    }).once('error', () => { resolve(0) })
  })
}

function visit(port: number, host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host: `${host}:${String(port)}` }, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => { parts.push(part) })
      answer.once('end', () => {
        const status = answer.statusCode ?? 0
        const target = answer.headers.location
        if (target !== undefined) resolve(`-> ${target.replace('http://', '').replace(`:${String(port)}`, '')}`)
        else resolve(status === 200 ? Buffer.concat(parts).toString() : String(status))
      })
    }).once('error', reject)
  })
}
