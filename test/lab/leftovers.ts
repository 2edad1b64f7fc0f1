/**
 * What tests leave on the engine: found by the instance label, named, removed. The name of a test's instance says which run
 * made it, so a run never touches what another, living run made.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dockerTries } from './docker.js'

const LABEL = 'mist.instance'
const PREFIX = 'test-'
const RUN_VARIABLE = 'MIST_LAB_RUN'
const INSTANCE = /test-([0-9a-z]+)-[0-9a-f]{8}/

const KINDS = [
  { kind: 'container', list: ['ps', '--all'], format: '{{.Names}}' },
  { kind: 'network', list: ['network', 'ls'], format: '{{.Name}}' },
  { kind: 'volume', list: ['volume', 'ls'], format: '{{.Name}}' },
  { kind: 'image', list: ['image', 'ls', '--all'], format: '{{.ID}}' },
] as const

type Kind = (typeof KINDS)[number]['kind']

export interface Leftover {
  readonly kind: Kind
  readonly name: string
  readonly instance: string
}

/** What was there, and of that what would not go. */
export interface Swept {
  readonly found: readonly Leftover[]
  readonly stuck: readonly (Leftover & { readonly reason: string })[]
}

/** An instance that no other test and no other run has. */
export function uniqueInstance(): string {
  return `${PREFIX}${runNumber().toString(36)}-${randomBytes(4).toString('hex')}`
}

/** Names this process as the one that answers for all instances that its test workers make. */
export function beginRun(): void {
  process.env[RUN_VARIABLE] = String(process.pid)
}

/** What a killed Mist had asked of the engine may still come about while it is swept; what will not go is told at the end of the run. */
const ROUNDS = 4

/** Removes every container, network, volume and image of one instance, until a look finds nothing. */
export async function sweep(instance: string): Promise<readonly Leftover[]> {
  const all: Leftover[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await leftoversOf(instance)
    if (found.length === 0) break
    all.push(...found)
    await remove(found)
  }
  return all
}

/** Whose the name of an instance, or of a test's own container, says it is: this run's. */
export function isOfThisRun(name: string): boolean {
  return ownerOf(INSTANCE.exec(name)?.[0] ?? '') === runNumber()
}

/** Removes what this run has left, and names it. */
export function sweepThisRun(): Promise<Swept> {
  return sweepThoseOf((owner) => owner === runNumber())
}

/** Removes what runs have left that were killed; what has no run in its name was made by hand and stays. */
export function sweepDeadRuns(): Promise<Swept> {
  return sweepThoseOf(isDead)
}

/** What is still there afterwards is stuck, whatever the engine answered. */
async function sweepThoseOf(isMeant: (owner: number | undefined) => boolean): Promise<Swept> {
  const find = async (): Promise<readonly Leftover[]> => (await allTestObjects()).filter(({ instance }) => isMeant(ownerOf(instance)))
  const found = await find()
  if (found.length === 0) return { found, stuck: [] }
  const reasons = await remove(found)
  return { found, stuck: (await find()).map((one) => ({ ...one, reason: reasons.get(one.name) ?? 'the engine gave no reason' })) }
}

async function leftoversOf(instance: string): Promise<readonly Leftover[]> {
  return (await allTestObjects(`${LABEL}=${instance}`)).filter((one) => one.instance === instance)
}

async function allTestObjects(filter = LABEL): Promise<readonly Leftover[]> {
  const lists = await Promise.all(KINDS.map((kind) => objectsOf(kind, filter)))
  return lists.flat().filter(({ instance }) => instance.startsWith(PREFIX))
}

async function objectsOf({ kind, list, format }: (typeof KINDS)[number], filter: string): Promise<readonly Leftover[]> {
  if (kind === 'image') return imagesOf(filter)
  const { stdout } = await dockerTries([...list, '--filter', `label=${filter}`, '--format', `${format}\t{{.Label "${LABEL}"}}`])
  return rows(stdout).map(([name = '', instance = '']) => ({ kind, name, instance }))
}

/** The list of images cannot show labels, so they are asked for one by one. */
async function imagesOf(filter: string): Promise<readonly Leftover[]> {
  const { stdout } = await dockerTries(['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${filter}`])
  const ids = [...new Set(rows(stdout).map(([id = '']) => id))]
  if (ids.length === 0) return []
  const inspected = await dockerTries(['image', 'inspect', '--format', `{{.Id}}\t{{index .Config.Labels "${LABEL}"}}`, ...ids])
  return rows(inspected.stdout).map(([name = '', instance = '']) => ({ kind: 'image', name, instance }))
}

/** Containers first: they hold the others. Answers what the engine refused, and why; what is gone already is what was asked for. */
async function remove(found: readonly Leftover[]): Promise<ReadonlyMap<string, string>> {
  const named = (kind: Kind): readonly string[] => found.filter((one) => one.kind === kind).map(({ name }) => name)
  const reasons = new Map<string, string>()
  const attempt = async (names: readonly string[], ...args: readonly string[]): Promise<void> => {
    if (names.length === 0) return
    const { code, stderr } = await dockerTries([...args, ...names])
    if (code !== 0) for (const name of names) reasons.set(name, stderr.trim())
  }
  await attempt(named('container'), 'rm', '--force', '--volumes')
  for (const network of named('network')) {
    await detachAll(network)
    await attempt([network], 'network', 'rm')
  }
  for (const volume of named('volume')) await attempt([volume], 'volume', 'rm', '--force')
  for (const image of named('image')) await attempt([image], 'rmi', '--force')
  return reasons
}

/**
 * A proxy of another instance may still be attached, and an attached network cannot be removed. Of a container that went while the engine was killed
 * only an endpoint is left, which the engine knows by its name alone.
 */
async function detachAll(network: string): Promise<void> {
  const { stdout } = await dockerTries(['network', 'inspect', '--format', '{{range $id, $end := .Containers}}{{$id}}\t{{$end.Name}}\n{{end}}', network])
  for (const [id = '', name = ''] of rows(stdout)) {
    const { code } = await dockerTries(['network', 'disconnect', '--force', network, id])
    if (code !== 0) await dockerTries(['network', 'disconnect', '--force', network, name])
  }
}

function rows(text: string): readonly (readonly string[])[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => line.split('\t'))
}

function runNumber(): number {
  return Number(process.env[RUN_VARIABLE] ?? process.pid)
}

function ownerOf(instance: string): number | undefined {
  const [whole, text] = INSTANCE.exec(instance) ?? []
  if (whole !== instance) return undefined
  return text === undefined ? undefined : Number.parseInt(text, 36)
}

function isDead(owner: number | undefined): boolean {
  return owner !== undefined && !existsSync(`/proc/${String(owner)}`)
}
