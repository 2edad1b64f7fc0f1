/** What a stranger's machine relies on: a lockfile without a private address, and an installation that runs nothing of ours. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface PackageFile {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly files: readonly string[]
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly link?: boolean }>>
}

const own = JSON.parse(readFileSync('package.json', 'utf8')) as PackageFile
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile

describe('package-lock.json', () => {
  it('names no registry', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([])
  })
})

describe('package.json', () => {
  it('runs nothing when it is installed', () => {
    expect(Object.keys(own.scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('asks for one exact version of every package', () => {
    expect(Object.entries(own.dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('ships only what is there', () => {
    expect(own.files.filter((path) => path !== 'dist' && !existsSync(path))).toEqual([])
  })

  it('has a version that the changelog tells of', () => {
    expect(readFileSync('CHANGELOG.md', 'utf8')).toMatch(new RegExp(`^## (\\[Unreleased\\]|\\[${own.version.replaceAll('.', '\\.')}\\])`, 'm'))
  })
})

describe('.ci/run', () => {
  it('can be executed', () => {
    expect(statSync('.ci/run').mode & 0o111).toBe(0o111)
  })
})
