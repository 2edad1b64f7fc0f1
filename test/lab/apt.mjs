/**
 * Debian packages: installed when they are programs for this machine, unpacked into the cache when only their files are wanted.
 * Services of installed packages are kept from starting: the lab starts its own, on its own addresses.
 */
// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { withLock } from './lock.mjs'
import { inHome } from './places.mjs'
import { say, sayWhile } from './progress.mjs'
import { LabError, must, run } from './run.mjs'

const POLICY_FILE = '/usr/sbin/policy-rc.d'
const POLICY_MARK = '# written by the Mist lab while it installs packages'
const POLICY_TEXT = `#!/bin/sh\n${POLICY_MARK}\nexit 101\n`
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q']
const QUIET = { env: { DEBIAN_FRONTEND: 'noninteractive' }, log: 'apt' }

let listsAreFresh = false

/**
 * @param {string} part
 * @param {readonly string[]} packages
 */
export async function installPackages(part, packages) {
  await withLock('apt', async () => {
    const missing = await packagesMissing(packages)
    if (missing.length === 0) return
    requireDebianRoot(`install ${missing.join(', ')}`)
    // An installation that was killed half-way blocks all later ones until it is finished.
    await must('dpkg', ['--configure', '-a'], QUIET)
    await refreshLists(part)
    await sayWhile(part, `installing ${missing.join(', ')}`, () =>
      withoutServiceStart(() => must('apt-get', [...APT_OPTIONS, 'install', '-y', '--no-install-recommends', '--', ...missing], QUIET)))
  })
}

/**
 * Unpacks one package into the cache and leaves the machine as it is.
 * @param {string} part
 * @param {string} name
 * @returns {Promise<string>} the directory that plays the root directory
 */
export function unpackPackage(part, name) {
  const root = inHome('packages', name)
  return withLock('apt', async () => {
    if (existsSync(root)) return root
    requireDebianRoot(`unpack ${name}`)
    await refreshLists(part)
    const staging = `${root}.new`
    rmSync(staging, { recursive: true, force: true })
    mkdirSync(`${staging}/root`, { recursive: true })
    await sayWhile(part, `fetching ${name}`, () => must('apt-get', [...APT_OPTIONS, 'download', '--', name], { ...QUIET, cwd: staging }))
    const file = readdirSync(staging).find((entry) => entry.endsWith('.deb'))
    await must('dpkg-deb', ['-x', `${staging}/${file}`, `${staging}/root`])
    renameSync(`${staging}/root`, root)
    rmSync(staging, { recursive: true, force: true })
    return root
  })
}

/** @returns {boolean} */
export function isDebianRoot() {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
}

/** @param {string} purpose */
function requireDebianRoot(purpose) {
  if (!isDebianRoot()) throw new LabError(`cannot ${purpose}: that takes root on Debian or Ubuntu. Install it yourself, then run the lab again.`)
}

/** @param {readonly string[]} packages */
async function packagesMissing(packages) {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', '--', ...packages])
  const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]))
  return packages.filter((name) => !installed.has(name))
}

/**
 * Once per lab run. Old lists are better than none: a mirror that is briefly away must not stop a warm machine.
 * @param {string} part
 */
async function refreshLists(part) {
  if (listsAreFresh) return
  const result = await sayWhile(part, 'reading the package lists (apt-get update)', () => run('apt-get', [...APT_OPTIONS, 'update'], QUIET))
  if (result.code !== 0) say(part, 'apt-get update failed; going on with the lists at hand')
  listsAreFresh = true
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withoutServiceStart(work) {
  const ours = !existsSync(POLICY_FILE) || readFileSync(POLICY_FILE, 'utf8').includes(POLICY_MARK)
  if (ours) writeFileSync(POLICY_FILE, POLICY_TEXT, { mode: 0o755 })
  try {
    return await work()
  } finally {
    if (ours) rmSync(POLICY_FILE, { force: true })
  }
}
