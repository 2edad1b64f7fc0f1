/** Places for backups, spelled out. What one of them lacks concerns no app, and what lets one in is in no text. */
import { describe, expect, it } from 'vitest'
import { secretNeeds } from '../../src/manifest/secret-needs.js'
import { failure } from '../../src/model/failure.js'
import { err } from '../../src/model/result.js'
import { desiredOf, manifestOf, secretsOf } from '../support/desired.js'

const MANIFEST = manifestOf(`version: 1
storage:
  offsite: { s3: mist-backups, endpoint: "https://s3.example.com", credentials: { secret: S3_KEYS } }
  near: { s3: near, endpoint: "http://127.0.0.1:9000", region: eu-1, prefix: a/b, credentials: { secret: S3_KEYS } }
  disk: { path: /srv/backups, encrypt: [age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny] }
projects: { shop: { apps: { web: { image: "a:1", secrets: [TOKEN] } } } }
`)

describe('storages', () => {
  it('name their secret as a need of their own', () => {
    expect(secretNeeds(MANIFEST)).toEqual([{ name: 'S3_KEYS', apps: [], storages: ['near', 'offsite'] }, { name: 'TOKEN', apps: ['shop/web'] }])
  })

  it('are resolved with every default, and hand over what lets one in by a function', () => {
    const { storages = {} } = desiredOf(MANIFEST, { secrets: secretsOf(MANIFEST, { S3_KEYS: 'AKIA/x+1:very:secret\n' }) })
    expect(storages).toEqual({
      disk: { ok: true, value: { kind: 'path', name: 'disk', path: '/srv/backups', recipients: ['age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny'] } },
      near: { ok: true, value: { kind: 's3', name: 'near', bucket: 'near', endpoint: 'http://127.0.0.1:9000', region: 'eu-1', prefix: 'a/b', credentials: { secret: 'S3_KEYS', reveal: expect.any(Function) as unknown } } },
      offsite: { ok: true, value: { kind: 's3', name: 'offsite', bucket: 'mist-backups', endpoint: 'https://s3.example.com', region: 'us-east-1', prefix: '', credentials: { secret: 'S3_KEYS', reveal: expect.any(Function) as unknown } } },
    })
    expect(storages['near']?.ok === true && storages['near'].value.kind === 's3' && storages['near'].value.credentials.reveal()).toEqual({ accessKeyId: 'AKIA/x+1', secretAccessKey: 'very:secret' })
    expect(JSON.stringify(storages)).not.toContain('very')
  })

  it('leave every app alone when their secret cannot be had', () => {
    const secrets = { ...secretsOf(MANIFEST), S3_KEYS: err(failure('secret-missing', { subject: 'cannot find the secret S3_KEYS', cause: 'it is in no place' })) }
    const { storages = {}, apps, unresolved } = desiredOf(MANIFEST, { secrets })
    expect(storages['offsite']).toMatchObject({ ok: false, error: { code: 'secret-missing', subject: 'cannot use the storage offsite', cause: 'cannot find the secret S3_KEYS: it is in no place' } })
    expect(storages['disk']).toMatchObject({ ok: true })
    expect(apps.map(({ key }) => key)).toContain('shop/web')
    expect(unresolved).toEqual([])
  })

  it.each(['', 'nothing', ':x', 'a:', 'a b:c', 'a:b\nc:d'])('say that the secret is no access to S3: %j', (text) => {
    const { storages = {} } = desiredOf(MANIFEST, { secrets: secretsOf(MANIFEST, { S3_KEYS: text }) })
    const found = storages['offsite']
    expect(found).toMatchObject({ ok: false, error: { code: 'secret-invalid', cause: 'the secret S3_KEYS does not hold the access to S3' } })
  })
})
