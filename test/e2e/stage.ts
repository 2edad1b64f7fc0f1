/**
 * One host of its own for one test file: an instance, a repository, ports, a network range, mistd and mistctl as processes. All of
 * it is gone after `close()`, also when a test failed. What is asked and expected is the tests' business.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StatusReport } from '../../src/model/run.js'
import { freePort, gitRepo, labEnv, sweep, tempDir, uniqueInstance, type FileChanges, type GitRepo, type OwnEngine } from '../lab/fixtures.js'
import { until, type UntilOptions } from '../support/until.js'
import { PROGRAMS } from './stage/build.js'
import { containersOf, namesOf, type LiveContainer } from './stage/engine.js'
import { askHttp, type HttpAnswer, type HttpQuestion } from './stage/http.js'
import { createMistd, lastLines, type Mistd } from './stage/mistd.js'
import { runProgram, type ProgramOutcome, type RunningProgram } from './stage/program.js'
import { remember } from './stage/open-stages.js'

export { changesSince, nowSeconds, type LiveContainer } from './stage/engine.js'
export { startProber, type HttpAnswer, type Prober } from './stage/http.js'

export interface StageOptions {
  /** Laid over the settings that every stage has; a key replaces the whole key. */
  readonly settings?: (place: StagePlace) => Settings | Promise<Settings>
  /** The lab's, unless a test has one of its own; whoever started that one ends it. */
  readonly engine?: OwnEngine
}

type Settings = Readonly<Record<string, unknown>>

export interface StagePlace {
  /** Where files may be put; removed with the stage. */
  readonly dir: string
  readonly repo: GitRepo
  readonly ports: StagePorts
}

export interface StagePorts {
  readonly proxy: number
  readonly api: number
  readonly http: number
}

export interface Stage {
  readonly instance: string
  /** A directory of the test's own. */
  readonly dir: string
  readonly stateDir: string
  /** Where the managed Traefik's dynamic files are. */
  readonly routesDir: string
  readonly settingsFile: string
  readonly repo: GitRepo
  readonly ports: StagePorts
  readonly mistd: Mistd
  /** Commits; answers the commit id. */
  readonly commit: (files: FileChanges | string, message?: string) => Promise<string>
  /** Commits and waits until the host is what the commit says. */
  readonly deploy: (files: FileChanges | string, message?: string) => Promise<string>
  readonly waitSynced: (commit: string, options?: UntilOptions) => Promise<StatusReport>
  /** `until` that tells what mistd said and thinks when it was in vain. */
  readonly until: typeof until
  readonly mistctl: (...args: readonly string[]) => Promise<ProgramOutcome>
  /** mistctl under way, for what is to be watched or interrupted. */
  readonly begin: (...args: readonly string[]) => RunningProgram
  /** Through Traefik. */
  readonly http: (host: string, path?: string, question?: HttpQuestion) => Promise<HttpAnswer>
  /** mistd's own endpoint. */
  readonly api: (path: string, question?: HttpQuestion) => Promise<HttpAnswer>
  readonly status: () => Promise<StatusReport>
  readonly containers: () => Promise<readonly LiveContainer[]>
  /** The one container of an app; throws when there is none or more than one. */
  readonly container: (app: string) => Promise<LiveContainer>
  readonly networks: () => Promise<readonly string[]>
  readonly volumes: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** Far above what is usual: a loaded machine with two cores is not a broken one. */
const STATE_TIMEOUT_MS = 180_000

/** Makes the stage; mistd does not run yet. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const instance = uniqueInstance()
  const { docker: asking, dockerHost = labEnv().dockerHost } = options.engine ?? {}
  const temp = tempDir()
  const repo = await gitRepo()
  const ports = await freePorts()
  const dir = temp.path
  const stateDir = join(dir, 'state')
  const settingsFile = join(dir, 'mistd.yaml')
  const logFile = join(dir, 'mistd.log')
  writeFileSync(logFile, '', { mode: 0o600 })
  const settings = { ...defaults({ instance, stateDir, repo, ports, dockerHost }), ...await options.settings?.({ dir, repo, ports }) }
  writeFileSync(settingsFile, JSON.stringify(settings, undefined, 2), { mode: 0o600 })
  const mistd = createMistd({ settingsFile, logFile, httpPort: ports.http })

  const status = async (): Promise<StatusReport> => {
    const { body, status: code } = await askHttp(ports.http, '/api/v1/status')
    if (code !== 200) throw new Error(`status: ${String(code)} ${body}`)
    return JSON.parse(body) as StatusReport
  }
  const tell = async (): Promise<string> => {
    const report = await status().then((value) => JSON.stringify(value, undefined, 1), (cause: unknown) => String(cause))
    const live = await containers().then((all) => all.map(({ name, state, startedAt }) => `${name} ${state} since ${startedAt}`).join('\n'), (cause: unknown) => String(cause))
    return `── status of ${instance} ──\n${report}\n── containers ──\n${live}\n── mistd${mistd.isRunning() ? '' : ', which does not run'} ──\n${lastLines(mistd.log())}`
  }
  const untilExplained: typeof until = async (description, probe, timing) => until(description, probe, { timeoutMs: STATE_TIMEOUT_MS, ...timing }).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await tell()}`, { cause: error })
  })
  const waitSynced = (commit: string, timing: UntilOptions = {}): Promise<StatusReport> => untilExplained(`the host is what ${commit.slice(0, 7)} says`, async () => {
    const report = await status()
    return report.revision?.commit === commit && report.sync === 'Synced' && report.health === 'Healthy' ? report : undefined
  }, timing) as Promise<StatusReport>
  const commit = (files: FileChanges | string, message = 'Change'): Promise<string> => repo.commit(typeof files === 'string' ? { 'mist.yaml': files } : files, message)
  const begin = (...args: readonly string[]): RunningProgram => runProgram([PROGRAMS.mistctl, ...args], { cwd: dir, env: { MIST_CONFIG: settingsFile } })
  const containers = (): Promise<readonly LiveContainer[]> => containersOf(instance, asking)
  const forget = remember(tell)

  return {
    instance, dir, stateDir, routesDir: join(stateDir, 'traefik', 'dynamic'), settingsFile, repo, ports, mistd, commit, waitSynced, status, containers, begin,
    until: untilExplained,
    deploy: async (files, message) => {
      const id = await commit(files, message)
      await waitSynced(id)
      return id
    },
    mistctl: (...args) => begin(...args).ended,
    http: (host, path = '/', question = {}) => askHttp(ports.proxy, path, { ...question, headers: { ...question.headers, host } }),
    api: (path, question) => askHttp(ports.http, path, question),
    container: async (app) => onlyOne(app, (await containers()).filter((one) => one.app === app)),
    networks: () => namesOf('network', instance, asking),
    volumes: () => namesOf('volume', instance, asking),
    close: async () => {
      forget()
      await mistd.kill9().catch(() => undefined)
      await sweep(instance)
      repo.remove()
      temp.remove()
    },
  }
}

function defaults({ instance, stateDir, repo, ports, dockerHost }: Pick<Stage, 'instance' | 'stateDir' | 'repo' | 'ports'> & { readonly dockerHost: string }): Readonly<Record<string, unknown>> {
  return {
    instance, stateDir,
    source: { git: repo.url, ref: 'main', interval: '1s' },
    docker: dockerHost,
    networkPool: networkPool(),
    proxy: { address: '127.0.0.1', httpPort: ports.proxy, apiPort: ports.api },
    http: { port: ports.http },
    log: { level: 'debug' },
  }
}

let pools = 0

/** Test files run side by side; ranges of their own keep their networks from racing for one subnet. */
function networkPool(): string {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1)
  pools += 1
  return `10.${String(220 + ((worker * 8 + pools) % 32))}.0.0/16`
}

async function freePorts(): Promise<StagePorts> {
  return { proxy: await freePort(), api: await freePort(), http: await freePort() }
}

function onlyOne(app: string, found: readonly LiveContainer[]): LiveContainer {
  const [one] = found
  if (one === undefined || found.length > 1) throw new Error(`${app} has ${String(found.length)} containers: ${found.map(({ name }) => name).join(', ')}`)
  return one
}
