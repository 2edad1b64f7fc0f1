/** Sees what others on the host can see while it happens: the arguments of every program, and all that the engine tells of an instance, with every command inside a container. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { labEnv } from '../../lab/fixtures.js'
import { adopt } from './children.js'
import type { Place } from './leaks.js'

export interface Witness {
  readonly places: () => readonly Place[]
  readonly seen: () => { readonly commandLines: number; readonly engineEvents: number; readonly commandsInside: number }
  readonly stop: () => void
}

const LOOK_EVERY_MS = 100

export function startWitness(instance: string): Witness {
  const lines = new Set<string>()
  const look = (): void => {
    for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid)) lines.add(argumentsOf(pid))
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  const events = adopt(spawn('docker', ['events', '--filter', `label=mist.instance=${instance}`, '--format', '{{json .}}'], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, DOCKER_HOST: labEnv().dockerHost } }))
  let told = ''
  events.stdout.setEncoding('utf8').on('data', (text: string) => { told += text })
  return {
    places: () => [{ name: 'the arguments of programs', text: [...lines].join('\n') }, { name: 'the events of the engine', text: told }],
    seen: () => ({ commandLines: lines.size, engineEvents: told.split('\n').length - 1, commandsInside: told.split('"exec_create: ').length - 1 }),
    stop: () => {
      clearInterval(timer)
      events.kill('SIGKILL')
    },
  }
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
