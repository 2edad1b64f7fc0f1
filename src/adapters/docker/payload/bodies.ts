/**
 * What the bodies of create and update calls may hold. Everything that would open the host to a container (privileges, host
 * namespaces, devices, driver options, sysctls, …) is kept out by not being here.
 */
import type { Grants } from '../../../model/grants.js'
import { isMountGranted, isPublishGranted, reservedPlace, reservedText, withReserved } from '../../../model/grants.js'
import { LABEL_APP, LABEL_FINGERPRINT, LABEL_HIDDEN, LABEL_INSTANCE, LABEL_KEY, LABEL_PREVIEW, LABEL_PROJECT, LABEL_PROTECT, LABEL_REPLICA, LABEL_SCRATCH, LABEL_TEMPLATE, SYSTEM_PROJECT, readContainerIdentity } from '../../../model/labels.js'
import type { AppKey, ScratchPurpose } from '../../../model/resource.js'
import { projectOf } from '../../../model/resource.js'
import { isRecord } from '../../../model/is-record.js'
import { healthCheckShape } from '../containers/health-check.js'
import type { PayloadRules } from './rules.js'
import { NAME, absolutePath, aliasesShape, argument, envLine, imageReference, mayJoin } from './words.js'
import { LABEL_RESTATED } from '../containers/restated.js'
import type { Shape } from './shape.js'
import { all, exactly, granted, integer, listOf, mapOf, oneOf, record, text } from './shape.js'
import { NANO_PER_CPU, UNLIMITED_MEMORY_BYTES } from '../units.js'

/** What a web app needs to drop its own rights and to bind its port. */
const CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'NET_BIND_SERVICE', 'SETGID', 'SETUID']

const CONTAINER_LABELS = [LABEL_INSTANCE, LABEL_PROJECT, LABEL_APP, LABEL_REPLICA, LABEL_FINGERPRINT, LABEL_HIDDEN, LABEL_PREVIEW, LABEL_SCRATCH]
const RESERVED_LABEL = /^(mist|traefik|com\.docker|org\.opencontainers)\./i
const PORT_KEY = /^[1-9]\d{0,4}\/(tcp|udp)$/
const MOST_CPUS = 4_096
const MOST_PIDS = 4_194_304

export function containerShape(rules: PayloadRules): Shape {
  return (body, field) => {
    const app = claimedApp(body)
    if (!app) return { field: 'Labels', why: 'it names no whole identity (instance, project, app, replica, fingerprint)' }
    return createShape(app, rules)(body, field)
  }
}

function createShape(app: AppKey, rules: PayloadRules): Shape {
  const network = ownNetwork(app, rules)
  return record(
    { Image: imageReference(), Env: listOf(envLine(), 2_000), Labels: labelsShape(rules.instance), StopTimeout: integer(0, 86_400), HostConfig: hostShape(app, rules) },
    {
      Cmd: listOf(argument(), 1_000),
      Entrypoint: listOf(argument(), 1_000),
      Healthcheck: healthCheckShape(),
      ExposedPorts: mapOf(text(PORT_KEY, 'no port'), record({})),
      NetworkingConfig: record({ EndpointsConfig: mapOf(network, record({ Aliases: aliasesShape() })) }),
    },
  )
}

function hostShape(app: AppKey, rules: PayloadRules): Shape {
  const isSystem = projectOf(app) === SYSTEM_PROJECT
  const pids = { PidsLimit: integer(1, MOST_PIDS) }
  return record(
    {
      NetworkMode: granted((name) => name === 'none' || isOwnNetwork(name, app, rules), `no network of project ${projectOf(app)}`),
      LogConfig: logShape(),
      CapDrop: exactly('ALL'),
      CapAdd: listOf(oneOf(...CAPABILITIES), CAPABILITIES.length),
      SecurityOpt: exactly('no-new-privileges:true'),
      RestartPolicy: restartShape(),
      ...(isSystem ? {} : pids),
    },
    {
      Mounts: listOf(mountShape(app, rules), 200),
      PortBindings: mapOf(text(PORT_KEY, 'no port'), listOf(bindingShape(app, rules.grants), 50)),
      NanoCpus: integer(1, MOST_CPUS * NANO_PER_CPU),
      Memory: integer(1, UNLIMITED_MEMORY_BYTES),
      MemorySwap: integer(1, UNLIMITED_MEMORY_BYTES),
      ...(isSystem ? pids : {}),
    },
  )
}

export function updateShape(): Shape {
  return record(
    { PidsLimit: integer(-1, MOST_PIDS), RestartPolicy: restartShape() },
    {
      NanoCpus: integer(1, MOST_CPUS * NANO_PER_CPU),
      CpuQuota: integer(-1, 1_000_000_000),
      Memory: integer(1, UNLIMITED_MEMORY_BYTES),
      MemorySwap: integer(1, UNLIMITED_MEMORY_BYTES),
    },
  )
}

/** A command as the user of the container, with the rights of the container and nothing beyond: no `Privileged`, no `User`. */
export function execShape(): Shape {
  return record({
    AttachStdin: oneOf(true, false),
    AttachStdout: oneOf(true),
    AttachStderr: oneOf(true),
    Tty: oneOf(false),
    Cmd: listOf(argument(), 1_000),
    Env: listOf(envLine(), 2_000),
  })
}

export function networkShape(rules: PayloadRules): Shape {
  const address = /^(\d{1,3}\.){3}\d{1,3}$/
  const range = record({ Subnet: text(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'no IPv4 range'), Gateway: text(address, 'no IPv4 address') })
  return record({
    Name: text(NAME, 'no network name'),
    CheckDuplicate: oneOf(true),
    Driver: oneOf('bridge'),
    IPAM: record({ Driver: oneOf('default'), Config: listOf(range, 1) }),
    Labels: record({ [LABEL_INSTANCE]: oneOf(rules.instance), [LABEL_PROJECT]: text(NAME_PART, 'no project name') }),
  })
}

/** The `local` driver without options: with them it would mount any path of the host. */
export function volumeShape(rules: PayloadRules): Shape {
  return record({
    Name: text(NAME, 'no volume name'),
    Driver: oneOf('local'),
    Labels: record(
      { [LABEL_INSTANCE]: oneOf(rules.instance), [LABEL_PROJECT]: text(NAME_PART, 'no project name'), [LABEL_APP]: text(NAME_PART, 'no app name') },
      { [LABEL_PROTECT]: oneOf('true'), [LABEL_PREVIEW]: oneOf('true'), [LABEL_SCRATCH]: oneOf(...SCRATCH), [LABEL_TEMPLATE]: text(/^[a-z0-9][a-z0-9-]{0,39}@[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'no template and version'), [LABEL_KEY]: text(/^[0-9a-f]{8}$/, 'no id of a key') },
    ),
  })
}

const SCRATCH: readonly ScratchPurpose[] = ['drill', 'restore', 'upgrade']
const NAME_PART = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/

function claimedApp(body: unknown): AppKey | undefined {
  const labels = isRecord(body) ? body['Labels'] : undefined
  return isRecord(labels) ? readContainerIdentity(labels as Record<string, string>)?.app : undefined
}

function labelsShape(instance: string): Shape {
  const key = granted((name) => !RESERVED_LABEL.test(name) || CONTAINER_LABELS.includes(name) || name === LABEL_RESTATED, 'labels with this prefix are reserved')
  const identity = (value: unknown, field: string): ReturnType<Shape> => (isRecord(value) && value[LABEL_INSTANCE] === instance ? undefined : { field: `${field}.${LABEL_INSTANCE}`, why: 'another instance' })
  const names = granted((name) => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,254}$/.test(name), 'no label name')
  const hidden: Shape = (value, field) => (isRecord(value) && value[LABEL_HIDDEN] !== undefined ? text(ENV_NAMES, 'no names of variables')(value[LABEL_HIDDEN], `${field}.${LABEL_HIDDEN}`) : undefined)
  return all(identity, hidden, mapOf(all(names, key), granted((value) => value.length <= 65_536, 'no label value')))
}

const ENV_NAMES = /^[A-Za-z_][A-Za-z0-9_]*(,[A-Za-z_][A-Za-z0-9_]*)*$/

function logShape(): Shape {
  const size = text(/^[1-9]\d{0,15}$/, 'a size limit is required')
  return record({ Type: oneOf('json-file'), Config: record({ 'max-size': size, 'max-file': text(/^[1-9]\d{0,3}$/, 'a number of files is required') }) })
}

function restartShape(): Shape {
  return record({ Name: oneOf('no', 'always', 'on-failure', 'unless-stopped'), MaximumRetryCount: integer(0, 1_000_000) })
}

function mountShape(app: AppKey, rules: PayloadRules): Shape {
  const volume = granted((name) => isOwnVolume(name, app, rules), `no volume of project ${projectOf(app)}`)
  const isSystem = projectOf(app) === SYSTEM_PROJECT
  const common = { Target: absolutePath(), ReadOnly: oneOf(true, false) }
  return (mount, field) => {
    const isBind = isRecord(mount) && mount['Type'] === 'bind'
    const readOnly = isRecord(mount) && mount['ReadOnly'] === true
    const isOwn = granted((source) => (isSystem ? rules.systemMounts.includes(source) : (readOnly && rules.files.has(source)) || isLent(rules, { path: source, readOnly })), whyNotLent(rules, isRecord(mount) ? mount['Source'] : undefined))
    const path = all(absolutePath(), isOwn)
    return record({ Type: oneOf('volume', 'bind'), Source: isBind ? path : volume, ...common })(mount, field)
  }
}

function isLent({ grants, dataRoots }: PayloadRules, mount: { readonly path: string; readonly readOnly: boolean }): boolean {
  return dataRoots.length > 0 && isMountGranted(withReserved(grants, dataRoots), mount)
}

function whyNotLent({ grants, dataRoots }: PayloadRules, source: unknown): string {
  const taken = typeof source === 'string' ? reservedPlace(withReserved(grants, dataRoots), source) : undefined
  const reserved = taken === undefined ? '' : `: it ${reservedText(String(source), taken)}`
  return `a path of the host that no grant opens (grants.mounts), and no file that Mist laid down for reading${reserved}`
}

/** The ports of the system project come from the host settings, which are what grants come from. */
function bindingShape(app: AppKey, grants: Grants): Shape {
  const isAllowed = (binding: Readonly<Record<string, unknown>>): boolean =>
    projectOf(app) === SYSTEM_PROJECT || isPublishGranted(grants, { hostAddress: String(binding['HostIp']), hostPort: Number(binding['HostPort']) })
  const shape = record({ HostIp: text(/^[0-9a-f.:]{2,45}$/, 'the address must be said'), HostPort: text(/^[1-9]\d{0,4}$/, 'no port') })
  return all(shape, (binding, field) => (isRecord(binding) && isAllowed(binding) ? undefined : { field, why: 'publishing beyond loopback takes a grant (grants.publish)' }))
}

function ownNetwork(app: AppKey, rules: PayloadRules): Shape {
  return granted((name) => isOwnNetwork(name, app, rules), `no network of project ${projectOf(app)}`)
}

function isOwnNetwork(name: string, app: AppKey, rules: PayloadRules): boolean {
  return mayJoin(app, rules.own.networks.get(name))
}

function isOwnVolume(name: string, app: AppKey, rules: PayloadRules): boolean {
  const owner = rules.own.volumes.get(name)
  return owner !== undefined && projectOf(owner) === projectOf(app)
}

