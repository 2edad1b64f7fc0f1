/**
 * The programs of an ACME server for tests: Pebble, and the name server that answers its questions.
 * They are only brought here; each test starts a server of its own (`startAcme` in acme.ts), since a server knows one port to validate on.
 */
// @ts-check
import { existsSync } from 'node:fs'
import { installPackages, isDebianRoot, unpackPackage } from './apt.mjs'
import { buildPublishedProgram } from './go.mjs'
import { inHome, versions } from './places.mjs'
import { firstOnPath } from './programs.mjs'
import { sayWhile } from './progress.mjs'
import { LabError } from './run.mjs'

const SERVER = 'pebble'
const NAME_SERVER = 'pebble-challtestsrv'
const PACKAGE = 'pebble'

/** Newer than what this Pebble asks for: its own x/net does not link with today's Go. */
const module = `module mist.lab/pebble

go 1.23

require (
	github.com/letsencrypt/pebble/v2 ${versions.pebble}
	golang.org/x/net v0.30.0
	golang.org/x/crypto v0.28.0
)
`

/** @returns {{ readonly server: string, readonly nameServer: string, readonly openssl: string } | undefined} */
export function acmePrograms() {
  const server = programAt(SERVER)
  const nameServer = programAt(NAME_SERVER)
  const openssl = firstOnPath(['openssl'])
  return server === undefined || nameServer === undefined || openssl === undefined ? undefined : { server, nameServer, openssl }
}

export async function bringAcmeUp() {
  if (programAt(SERVER) === undefined || programAt(NAME_SERVER) === undefined) await (isDebianRoot() ? unpackPackage('acme', PACKAGE) : compile())
  if (firstOnPath(['openssl']) === undefined) await installPackages('acme', ['openssl'])
  if (acmePrograms() === undefined) throw new LabError('cannot bring up acme: pebble was fetched and its programs are not there. Remove packages/pebble from the cache, then run the lab again.')
}

async function compile() {
  for (const name of [SERVER, NAME_SERVER]) {
    await sayWhile('acme', `compiling ${name} ${versions.pebble} (about a minute, once)`, () => buildPublishedProgram({
      name: 'pebble', module, mainPackage: `github.com/letsencrypt/pebble/v2/cmd/${name}`, version: versions.pebble,
    }, compiled(name)))
  }
}

/** @param {string} name */
function programAt(name) {
  return [inHome('packages', PACKAGE, 'usr/bin', name), compiled(name)].find((path) => existsSync(path))
}

/** @param {string} name */
function compiled(name) {
  return inHome('bin', name)
}
