/**
 * An S3-compatible server for one test: the Versity gateway with a bucket, behind a door that can be shut while a transfer is on its way.
 * What is stored is seen, and damaged, on the disk: past the server, as a broken disk would do it.
 *
 * It checks signatures, and where they are signed the bytes. Of a PUT that breaks off it keeps what had come, under the object's name, when the
 * payload was not signed: other servers keep nothing. So a test may meet a short object, as a client may.
 */
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesBelow as plainFilesBelow } from '../support/paths-below.js'
import { until } from '../support/until.js'
import { startCompanion, type Companion } from './companion.js'
import { openDoor, type Door, type DoorMood } from './door.js'
import { labEnv } from './docker.js'
import { freePort } from './gateway.js'
import { tempDir } from './git-repo.js'

export interface S3 {
  /** The server's root; the path of the bucket is `/<bucket>`. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** It is there from the start, and empty. */
  readonly bucket: string
  /** What the bucket holds now, sorted by key. */
  readonly objects: () => readonly StoredFile[]
  /** Uploads in parts that were begun and neither ended nor given up. */
  readonly unfinished: () => number
  /** The bytes as they lie on the disk. */
  readonly read: (key: string) => Buffer
  /** Turns over one bit in the middle of an object; its size, ETag and checksums stay as they were told. */
  readonly corrupt: (key: string) => void
  /** Connections that are open heed it at once. */
  readonly become: (mood: DoorMood) => void
  /** Hangs as soon as somebody asks for something like that, and the request does not arrive. */
  readonly jamAt: (request: RegExp) => void
  readonly isJammed: () => boolean
  /** What the server wrote: one line for each request. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

export interface StoredFile {
  readonly key: string
  readonly bytes: number
}

const BUCKET = 'mist-lab'
const CREDENTIALS = { accessKeyId: 'MISTLABACCESSKEY', secretAccessKey: 'mist-lab-secret-access-key' }
const REGION = 'us-east-1'
/** Where the server keeps what is under way, in the bucket itself. */
const UNDER_WAY = '.sgwtmp'
const START_TIMEOUT_MS = 60_000
/** A free port may be taken by another test before the server has it. */
const STARTS = 3

export async function startS3(): Promise<S3> {
  const program = s3Program()
  const dir = tempDir()
  const bucket = join(dir.path, 'buckets', BUCKET)
  for (const folder of [bucket, join(dir.path, 'facts')]) mkdirSync(folder, { recursive: true })
  try {
    const { companion, port } = await startServer(program, dir.path)
    const door = await openDoor(port)
    return {
      endpoint: `http://127.0.0.1:${String(door.port)}`, region: REGION, ...CREDENTIALS, bucket: BUCKET,
      objects: () => filesBelow(bucket).filter(({ key }) => !key.startsWith(`${UNDER_WAY}/`)),
      unfinished: () => uploadsUnderWay(join(bucket, UNDER_WAY, 'multipart')),
      read: (key) => readFileSync(join(bucket, key)),
      corrupt: (key) => { corrupt(join(bucket, key)) },
      become: door.become, jamAt: door.jamAt, isJammed: door.isJammed, log: companion.output,
      stop: () => stop(door, companion, dir.remove),
    }
  } catch (error) {
    dir.remove()
    throw error
  }
}

async function stop(door: Door, companion: Companion, remove: () => void): Promise<void> {
  await Promise.all([door.close(), companion.stop()])
  remove()
}

function s3Program(): string {
  const program = labEnv().s3
  if (program === null) throw new Error('cannot start an S3 server: its program is not here. Run `node test/lab/lab.mjs up s3`.')
  return program
}

interface Server {
  readonly companion: Companion
  readonly port: number
}

async function startServer(program: string, folder: string): Promise<Server> {
  let output = ''
  for (let start = 0; start < STARTS; start += 1) {
    const server = await tryServer(program, folder)
    if (server.companion.isRunning()) return server
    output = server.companion.output()
  }
  throw new Error(`cannot start an S3 server: ${output}`)
}

/** The facts about objects lie beside them: not every file system for temporary files has extended attributes. */
async function tryServer(program: string, folder: string): Promise<Server> {
  const port = await freePort()
  const companion = startCompanion(program, ['--port', `127.0.0.1:${String(port)}`, '--region', REGION, '--keep-alive',
    'posix', '--sidecar', join(folder, 'facts'), join(folder, 'buckets')],
  { env: { ROOT_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, ROOT_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey }, cwd: folder })
  await until('the S3 server answers', async () => !companion.isRunning() || (await fetch(`http://127.0.0.1:${String(port)}/`)).status === 403, { timeoutMs: START_TIMEOUT_MS })
  return { companion, port }
}

function filesBelow(folder: string): readonly StoredFile[] {
  const found = plainFilesBelow(folder).flatMap((path) => {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size
    return bytes === undefined ? [] : [{ key: relative(folder, path), bytes }]
  })
  return found.sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** One folder for each key, and in it one for each upload. */
function uploadsUnderWay(folder: string): number {
  try {
    return readdirSync(folder).flatMap((key) => readdirSync(join(folder, key))).length
  } catch {
    return 0
  }
}

function corrupt(path: string): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  writeFileSync(path, bytes)
}
