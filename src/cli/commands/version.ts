/** `mistctl version`: all versions that a report of a problem should name. */
import type { CommandSpec, PlainContext } from '../command.js'
import { daemonText, findDaemon } from '../daemon-sight.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { readVersion } from '../version.js'

export const version: CommandSpec = {
  name: 'version',
  summary: 'show the versions of Mist, Node and the engine',
  group: 'Operate',
  needs: 'nothing',
  source: 'optional',
  options: [],
  details: `What cannot be asked is left out; it does not fail. For a script that wants the
version alone: mistctl --version

Exit codes: 0 always`,
  run,
}

interface Versions {
  readonly mistctl: string
  readonly node: string
  readonly docker?: string
  readonly dockerApi?: string
  readonly proxy?: string
  readonly mistd?: string
}

async function run(context: PlainContext): Promise<ExitCode> {
  const versions: Versions = { mistctl: readVersion(), node: context.io.nodeVersion, ...(await hostVersions(context)) }
  if (context.globals.output !== 'table') context.say.document(versions)
  else context.say.answer(versionText(versions))
  return EXIT.done
}

async function hostVersions({ open, host, signal, say }: PlainContext): Promise<Partial<Versions>> {
  const settings = await open.settings()
  if (!settings.ok) {
    say.refuse(settings.error)
    return {}
  }
  const { proxy } = settings.value
  const daemon = await findDaemon({ settings: settings.value, httpStatus: host.httpStatus })
  const known = { proxy: proxy.mode === 'managed' ? proxy.image : 'external', mistd: daemonText(daemon).replace(/^mistd /, '') }
  const reader = await open.read(() => undefined)
  if (!reader.ok) return known
  const facts = await reader.value.ports.runtime.facts(signal)
  await reader.value.close()
  return facts.ok ? { docker: facts.value.engineVersion, dockerApi: facts.value.apiVersion, ...known } : known
}

function versionText({ mistctl, node, docker, dockerApi, proxy, mistd }: Versions): string {
  const lines = [
    `mistctl  ${mistctl}`,
    `node     ${node}`,
    `docker   ${docker === undefined ? 'does not answer' : `${docker} (API ${dockerApi ?? '?'})`}`,
    ...(proxy === undefined ? [] : [`proxy    ${proxy}`]),
    ...(mistd === undefined ? [] : [`mistd    ${mistd}`]),
  ]
  return lines.join('\n')
}
