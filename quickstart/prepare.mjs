/**
 * Makes the machine ready: Node's version, a container engine, images when no public registry is in reach, Mist itself.
 * Everything is looked at first and only done when missing, so that a second run costs nothing.
 */
// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { up } from '../test/lab/converge.mjs'
import { engineIsUp, engineVersion } from '../test/lab/engine.mjs'
import { imagesAreUp } from '../test/lab/images.mjs'
import { publicRegistryInReach } from '../test/lab/public.mjs'
import { traefikIsUp } from '../test/lab/traefik.mjs'
import { places, root } from './places.mjs'
import { must, run } from './run-program.mjs'
import { heading, line, QuickstartError } from './say.mjs'

const oldestNode = [20, 19]
const buildTools = ['c++', 'make', 'python3']

export async function prepare() {
  heading('The machine')
  requireNode()
  await requireEngine()
  await provideImages()
  heading('Mist')
  await installPackages()
  await build()
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isNewEnough = major > (oldestNode[0] ?? 0) || (major === oldestNode[0] && minor >= (oldestNode[1] ?? 0))
  if (!isNewEnough) throw new QuickstartError(`Mist needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.\nInstall a newer one, for example from https://nodejs.org, and run this again.`)
  line(`Node ${process.versions.node}`)
}

async function requireEngine() {
  if (!(await engineIsUp())) {
    if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
      throw new QuickstartError('No container engine answers on /var/run/docker.sock.\nInstall Docker and start it (https://docs.docker.com/engine/install/), or run this as root on Debian or Ubuntu, where it does so itself.')
    }
    line('No container engine answers. Installing docker.io and iptables with apt and starting dockerd (about a minute) …')
  }
  await up(['engine'])
  const version = await engineVersion()
  line(`Docker ${version?.version ?? ''} (API ${version?.apiVersion ?? ''})`)
}

/** Without a public registry the same images are made here, once, and served from a registry on loopback. */
async function provideImages() {
  if (await publicRegistryInReach()) return line('A public registry is in reach: images are pulled from there.')
  const isThere = (await imagesAreUp()) && (await traefikIsUp())
  if (!isThere) line('No public registry is in reach: making the images here, and compiling Traefik. This takes 5 to 10 minutes, once.')
  await up(['registry', 'images', 'traefik'])
  line('Images: traefik:v3.6 traefik/whoami:v1.10 busybox:1.36')
}

async function installPackages() {
  if (existsSync(join(root, 'node_modules', '.package-lock.json'))) return line('Packages are installed.')
  line('Installing packages with npm ci …')
  await provideBuildTools()
  await must('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env: nodeHeaders() })
}

/** better-sqlite3 is compiled where its ready-made binary cannot be downloaded. */
async function provideBuildTools() {
  const missing = []
  for (const tool of buildTools) if ((await run(tool, ['--version'])).code !== 0) missing.push(tool)
  if (missing.length === 0 || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return
  line('Installing g++, make and python3 with apt, in case better-sqlite3 has to be compiled …')
  await must('apt-get', ['update', '-qq'])
  await must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'g++', 'make', 'python3'], { env: { DEBIAN_FRONTEND: 'noninteractive' } })
}

/** The compilation takes the headers that came with this Node when they are there. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath))
  /** @type {Record<string, string>} */
  const env = {}
  if (existsSync(join(prefix, 'include', 'node', 'node_version.h'))) env['npm_config_nodedir'] = prefix
  return env
}

async function build() {
  if (existsSync(places.mistd) && statSync(places.mistd).mtimeMs > newestSource()) return line('Mist is built.')
  line('Building Mist …')
  await must('npm', ['run', '--silent', 'build'], { cwd: root })
}

function newestSource() {
  const files = ['src', 'schema'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  return Math.max(...files.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}
