/** Certificates as files: what is handed to Traefik, what is read of its own store, and what the settings of a host may name. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handOver, prepareTls, readCertificates, removeStale } from '../../../src/adapters/traefik/certificates.js'
import { readHostFiles } from '../../../src/adapters/traefik/host-files.js'
import type { ManagedProxySettings } from '../../../src/model/settings.js'

let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'mist-certificates-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

describe('certificates of the operator', () => {
  it('are copied under names that follow from their content, readable for nobody else', () => {
    const files = tlsFiles([make('a', 'a.test')])
    const text = handOver(files) ?? ''
    const names = readdirSync(files.certificatesDirectory)
    expect(names).toHaveLength(2)
    for (const name of names) {
      expect(text).toContain(`/etc/traefik/certificates/${name}`)
      expect(statSync(join(files.certificatesDirectory, name)).mode & 0o777).toBe(0o600)
    }
    expect(handOver(files)).toBe(text)
    expect(readCertificates(files)).toMatchObject([{ hosts: ['a.test'], origin: 'given' }])
  })

  it('change the file that names them when they change, and old copies go afterwards', () => {
    const files = tlsFiles([make('a', 'a.test')])
    const before = handOver(files)
    make('a', 'b.test')
    const after = handOver(files)
    expect(after).not.toBe(before)
    expect(readdirSync(files.certificatesDirectory)).toHaveLength(4)
    removeStale(files, after)
    expect(readdirSync(files.certificatesDirectory)).toHaveLength(2)
    expect(readCertificates(files)).toMatchObject([{ hosts: ['b.test'] }])
  })

  it('keep their last good copy while their files are gone or do not belong together', () => {
    const pair = make('a', 'a.test')
    const files = tlsFiles([pair])
    const text = handOver(files)
    writeFileSync(pair.keyFile, 'half a ke')
    expect(handOver(files)).toBe(text)
    rmSync(pair.certFile)
    expect(handOver(files)).toBe(text)
  })

  it('are named in no file when there are none', () => {
    expect(handOver(tlsFiles([]))).toBeUndefined()
  })
})

describe('the store of Traefik', () => {
  it('is made with the mode that Traefik demands, and not again', () => {
    const files = tlsFiles([])
    const store = join(files.acmeDirectory, 'acme.json')
    expect([statSync(store).mode & 0o777, statSync(files.acmeDirectory).mode & 0o777]).toEqual([0o600, 0o700])
    writeFileSync(store, '{"mist":{}}')
    prepareTls(files)
    expect(readFileSync(store, 'utf8')).toBe('{"mist":{}}')
  })

  it('tells names and dates, and never a key', () => {
    const { certFile } = make('a', 'a.test')
    const files = tlsFiles([])
    writeFileSync(join(files.acmeDirectory, 'acme.json'), JSON.stringify({ mist: { Account: { PrivateKey: 'SECRET' }, Certificates: [{ domain: { main: 'a.test' }, certificate: readFileSync(certFile).toString('base64'), key: 'SECRET', Store: 'default' }] } }))
    const seen = readCertificates(files)
    expect(seen).toMatchObject([{ hosts: ['a.test'], origin: 'acme' }])
    expect(Date.parse(seen[0]?.notAfter ?? '') - Date.parse(seen[0]?.notBefore ?? '')).toBe(30 * 24 * 3_600_000)
    expect(JSON.stringify(seen)).not.toContain('SECRET')
  })

  it.each(['', '{', '[]', 'null', '{"mist":null}', '{"mist":{"Certificates":[null,{"certificate":7},{"certificate":"eA=="}]}}'])('tells nothing as %j, and ends nothing', (text) => {
    const files = tlsFiles([])
    writeFileSync(join(files.acmeDirectory, 'acme.json'), text)
    expect(readCertificates(files)).toEqual([])
  })

  it('lies beside the authority of a private server', () => {
    const files = { ...tlsFiles([]), acmeCa: { text: 'PEM', name: 'ca-01234567.pem' } }
    prepareTls(files)
    expect(existsSync(join(files.acmeDirectory, 'ca-01234567.pem'))).toBe(true)
  })
})

describe('files that the settings name', () => {
  it('are read once, with their secrets', () => {
    const env = secret('dns.env', '# for the provider\nCF_TOKEN=a=b c\n\nCF_ZONE=\n')
    expect(readHostFiles(settings({ dnsEnvFile: env }, [make('a', 'a.test')]))).toEqual({ ok: true, value: { dnsEnv: { CF_TOKEN: 'a=b c', CF_ZONE: '' } } })
  })

  it.each([
    ['an env file that others can read', () => settings({ dnsEnvFile: plain('dns.env', 'A=b') }), /others can read it/],
    ['an env file with something else in it', () => settings({ dnsEnvFile: secret('dns.env', 'A=b\nexport C=d') }), /its line 2 .* NAME=value/],
    ['an env file that is not there', () => settings({ dnsEnvFile: join(dir, 'none') }), /no such file/],
    ['an authority that is none', () => settings({ caFile: plain('ca.pem', 'hello') }), /no certificate/],
    ['a key that others can read', () => { const pair = make('a', 'a.test'); chmodSync(pair.keyFile, 0o644); return settings({}, [pair]) }, /others can read it/],
    ['a key of another certificate', () => settings({}, [{ certFile: make('a', 'a.test').certFile, keyFile: make('b', 'b.test').keyFile }]), /it is not the key of/],
    ['a folder', () => settings({}, [{ certFile: dir, keyFile: dir }]), /no regular file/],
  ])('are refused by name: %s', (_, given, cause) => {
    expect(readHostFiles(given())).toMatchObject({ ok: false, error: { code: 'settings-invalid', subject: expect.stringContaining(dir) as unknown, cause: expect.stringMatching(cause) as unknown } })
  })
})

function make(name: string, host: string): { readonly certFile: string; readonly keyFile: string } {
  const [certFile, keyFile] = [join(dir, `${name}.crt`), join(dir, `${name}.key`)]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  return { certFile, keyFile }
}

function tlsFiles(certificates: readonly { readonly certFile: string; readonly keyFile: string }[]): Parameters<typeof handOver>[0] {
  const files = { acmeDirectory: join(dir, 'state', 'acme'), certificatesDirectory: join(dir, 'state', 'certificates'), certificates }
  prepareTls(files)
  return files
}

function settings(acme: Partial<ManagedProxySettings['acme']>, certificates: ManagedProxySettings['certificates'] = []): ManagedProxySettings {
  return { mode: 'managed', image: 'traefik:v3.6', address: '0.0.0.0', httpPort: 80, httpsPort: 443, apiPort: 6479, acme: { server: 'https://acme.test/dir', dnsPropagation: 'checked', lifetimeMs: 3_600_000, ...acme }, certificates }
}

function secret(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

function plain(name: string, text: string): string {
  const path = secret(name, text)
  chmodSync(path, 0o644)
  return path
}
