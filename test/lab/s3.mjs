/**
 * The program of an S3-compatible server for tests: the Versity gateway, which keeps each object as a file.
 * It is only brought here; each test starts a server of its own (`startS3` in s3.ts).
 */
// @ts-check
import { buildPublishedProgram, isBuilt } from './go.mjs'
import { inHome, versions } from './places.mjs'
import { sayWhile } from './progress.mjs'

const binary = inHome('bin', 'versitygw')

const module = `module mist.lab/s3

go 1.25.0

require github.com/versity/versitygw ${versions.versitygw}
`

/** @returns {string | undefined} */
export function s3Program() {
  return isBuilt(binary, versions.versitygw) ? binary : undefined
}

export async function bringS3Up() {
  await sayWhile('s3', `compiling the Versity gateway ${versions.versitygw} (about a minute on two cores, once)`, () => buildPublishedProgram({
    name: 's3', module, mainPackage: 'github.com/versity/versitygw/cmd/versitygw', version: versions.versitygw,
  }, binary))
}
