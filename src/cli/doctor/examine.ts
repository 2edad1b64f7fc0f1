/** The order of the checks, and which of them make no sense once an earlier one failed. */
import type { Failure } from '../../model/failure.js'
import { failureLine } from '../../model/failure.js'
import type { HostSettings } from '../../model/settings.js'
import type { ReadPorts } from '../../ports.js'
import type { Check } from '../../render/check-text.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import { checkDaemon, checkPorts, checkProxy } from './network-checks.js'
import { checkClock, checkDisk, checkNode, checkPrograms, checkSocket, checkStateDir } from './machine-checks.js'
import { checkEngine, checkImageDisk, checkPool, checkSource, checkStateFiles } from './port-checks.js'

export async function examine(context: PlainContext): Promise<readonly Check[]> {
  const settings = await context.open.settings()
  if (!settings.ok) return [checkNode(context.io), { name: 'settings', result: 'fail', finding: findingOf(settings.error), fix: 'Correct the file; each place is shown by any other command, such as: mistctl status' }]
  const before = [checkNode(context.io), settingsCheck(settings.value), await checkStateDir(context, settings.value), await checkDisk(context, settings.value), await checkSocket(context, settings.value)]
  const reader = await context.open.read(() => undefined)
  if (!reader.ok) return [...before, { name: 'history', result: 'fail', finding: findingOf(reader.error), fix: fixOf(reader.error) }]
  try {
    return [...before, { name: 'history', result: 'ok', finding: historyFinding(reader.value.ports) }, ...checkStateFiles(reader.value.ports), ...(await examinePorts(context, { settings: settings.value, ports: reader.value.ports }))]
  } finally {
    await reader.value.close()
  }
}

interface Parts {
  readonly settings: HostSettings
  readonly ports: ReadPorts
}

async function examinePorts(context: PlainContext, { settings, ports }: Parts): Promise<readonly Check[]> {
  const daemon = await checkDaemon(context, settings)
  const engine = await checkEngine(ports, context.signal)
  const source = await checkSource(ports, settings, context.signal)
  const observed = await ports.runtime.observe({ images: [], freshness: 'live' }, context.signal)
  return [
    engine,
    await checkImageDisk(ports, context.signal),
    source.check,
    ...(await checkPrograms(context, settings)),
    checkClock(context.io, source.revision),
    ...(await checkPorts(context, settings, { containers: observed.ok ? observed.value.containers : [], isDaemonUp: daemon.result === 'ok' })),
    await checkProxy(ports, settings, context.signal),
    checkPool(context, settings, observed),
    daemon,
  ]
}

function settingsCheck({ instance, source }: HostSettings): Check {
  if (!source) return { name: 'settings', result: 'warn', finding: `valid, instance ${instance}, no source`, fix: 'Set source.git in /etc/mist/mistd.yaml, or name a mist.yaml with --file.' }
  return { name: 'settings', result: 'ok', finding: `valid, instance ${instance}` }
}

/** The history is opened by the reader: that it could be read proves that the SQLite binding loads. */
function historyFinding({ store }: ReadPorts): string {
  const last = store.lastRun()
  return last ? `readable, last run ${String(last.id)} ${last.verdict}` : 'nothing recorded yet'
}

function findingOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'failure': return failureLine(refusal.failure)
    case 'usage': return refusal.message
    case 'diagnostics': {
      const [first] = refusal.diagnostics
      return first ? `${first.at.file}:${String(first.at.line)}: ${first.message}` : 'invalid'
    }
  }
}

function fixOf(refusal: Refusal): string {
  const failure: Failure | undefined = refusal.kind === 'failure' ? refusal.failure : undefined
  return failure?.help ?? 'Reinstall Mist with npm ci if a module cannot be loaded; else check the path that is named.'
}
