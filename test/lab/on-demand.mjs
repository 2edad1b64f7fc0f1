/**
 * Images that few tests need: a table, and how one of them is brought. `up` leaves them out, since they take minutes; each is made when
 * it is first asked for, and kept in the registry like the others.
 */
// @ts-check
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { up } from './converge.mjs'
import { makeReady, unreadyRecipes } from './images.mjs'
import { withLock } from './lock.mjs'
import { layOutMinio } from './minio.mjs'
import { versions } from './places.mjs'
import { LabError, must } from './run.mjs'
import { sweepStages } from './stage.mjs'

/** @typedef {import('./recipes.mjs').Recipe} Recipe */

const FROM = { kind: /** @type {const} */ ('official'), from: 'debian:bookworm-slim' }

/** Puts packages of a branch that is not stable onto Debian 12, and says so where the branch has a bad day. */
const FROM_DEBIAN = 'shared/from-debian.sh'
/** Two servers of one kind fill an empty directory in the same way. */
const SQL_SERVER = 'shared/sql-server.sh'
const VALKEY_FILES = [FROM_DEBIAN, 'redis/docker-entrypoint.sh']

/**
 * Servers of the versions that Debian has, each branch put onto a Debian 12: of PostgreSQL and Valkey more than one for upgrades, and of each other
 * template of the catalogue one. MongoDB is missing: neither Debian nor any other registry of packages has it.
 * @type {readonly Recipe[]}
 */
export const onDemandRecipes = [
  { ...FROM, name: 'postgres:15', folder: 'postgres', args: { MAJOR: '15', SUITE: 'bookworm' } },
  { ...FROM, name: 'postgres:17', folder: 'postgres', args: { MAJOR: '17', SUITE: 'trixie' } },
  { ...FROM, name: 'postgres:18', folder: 'postgres-18', shared: [FROM_DEBIAN, 'postgres/docker-entrypoint.sh'] },
  { ...FROM, name: 'mariadb:10.11', folder: 'mariadb', shared: [SQL_SERVER] },
  { ...FROM, name: 'mysql:9.7', folder: 'mysql', shared: [FROM_DEBIAN, SQL_SERVER] },
  { ...FROM, name: 'valkey/valkey:8', folder: 'valkey', shared: VALKEY_FILES, args: { BRANCHES: 'trixie' } },
  { ...FROM, name: 'valkey/valkey:9', folder: 'valkey', shared: VALKEY_FILES, args: { BRANCHES: 'forky sid' } },
  { ...FROM, name: 'rabbitmq:4.0', folder: 'rabbitmq' },
  { ...FROM, name: `minio/minio:${versions.minio}`, folder: 'minio', note: versions.minio, prepare: layOutMinio },
  { ...FROM, name: 'node:20', folder: 'node', note: `${versions.node} ${versions.npm}`, prepare: fetchNode },
  { ...FROM, name: 'python:3.11', folder: 'python' },
]

/** @param {string} name */
export async function bringImageUp(name) {
  const recipe = onDemandRecipes.find((one) => one.name === name)
  if (recipe === undefined) throw new LabError(`cannot bring ${name}: there is no recipe for it. There are ${onDemandRecipes.map((one) => one.name).join(', ')}.`)
  await up(['images'])
  if ((await unreadyRecipes([recipe])).length === 0) return
  // The folder names the stage too, so recipes that share one take turns.
  await withLock(`image-${recipe.folder}`, async () => {
    if ((await unreadyRecipes([recipe])).length === 0) return
    await sweepStages(recipe.folder)
    await makeReady(recipe).catch((error) => fail(recipe, error))
  })
}

/**
 * Named, since a mirror may lack one server today and have all others: only what needs this image then fails, and says why.
 * @param {Recipe} recipe
 * @param {unknown} error
 * @returns {never}
 */
function fail({ name }, error) {
  if (!(error instanceof LabError)) throw error
  throw new LabError(`cannot have ${name}: ${error.message}\n  What needs this image fails until then; nothing else does.`)
}

/**
 * Debian 12 has an older Node; npm's registry has the official program of each version.
 * @param {string} stage
 */
async function fetchNode(stage) {
  const machine = arch() === 'arm64' ? 'arm64' : 'x64'
  await unpack(stage, `node-linux-${machine}@${versions.node}`, 'usr/local')
  await unpack(stage, `npm@${versions.npm}`, 'usr/local/lib/node_modules/npm')
}

/**
 * @param {string} stage
 * @param {string} name
 * @param {string} target
 */
async function unpack(stage, name, target) {
  const folder = join(stage, 'pack')
  mkdirSync(join(folder, 'content'), { recursive: true })
  await must('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, name], { cwd: folder, log: 'npm' })
  const [archive] = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
  await must('tar', ['-xzf', join(folder, archive ?? ''), '-C', join(folder, 'content'), '--strip-components=1'])
  cpSync(join(folder, 'content'), join(stage, target), { recursive: true, verbatimSymlinks: true })
  rmSync(folder, { recursive: true })
}
