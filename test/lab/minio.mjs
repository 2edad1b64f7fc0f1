/**
 * The program of MinIO for its image: the release that the catalogue of templates names, compiled and kept in the cache.
 */
// @ts-check
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { buildPublishedProgram } from './go.mjs'
import { inHome, versions } from './places.mjs'
import { sayWhile } from './progress.mjs'

/** Its releases are no versions as Go has them, so the commit of the release is named. */
const module = `module mist.lab/minio

go 1.24.0

require github.com/minio/minio v0.0.0-20250907161309-07c3a429bfed
`

/** @param {string} stage */
export async function layOutMinio(stage) {
  const binary = inHome('bin', 'minio')
  await sayWhile('images', `compiling MinIO ${versions.minio} (about 3 minutes on two cores, once)`, () => buildPublishedProgram({
    name: 'minio', module, mainPackage: 'github.com/minio/minio', versionVariable: 'github.com/minio/minio/cmd.ReleaseTag', version: versions.minio,
  }, binary))
  cpSync(binary, join(stage, 'minio'))
}
