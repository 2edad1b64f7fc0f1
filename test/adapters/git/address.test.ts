/** Which addresses and refs are handed to git, and which never reach it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coversAddress, isRefName, parseAddress, readAddress } from '../../../src/adapters/git/address.js'
import type { Grants } from '../../../src/model/grants.js'
import { effort } from '../../support/effort.js'
import { ANY_CHARACTER } from '../../support/any-character.js'

const NO_GRANTS: Grants = { domains: [], publish: [], repositories: [] }
const POLICY = { grants: NO_GRANTS, configured: [] }

describe('addresses of repositories', () => {
  it.each([
    ['https://git.example.com/acme/shop.git', 'https', 'https://git.example.com/acme/shop.git'],
    ['https://Git.Example.com:8443/acme/shop', 'https', 'https://git.example.com:8443/acme/shop'],
    ['ssh://git@git.example.com:2222/acme/shop.git', 'ssh', 'ssh://git@git.example.com:2222/acme/shop.git'],
    ['git@git.example.com:acme/shop.git', 'ssh', 'ssh://git@git.example.com/acme/shop.git'],
    ['git@git.example.com:/srv/shop.git', 'ssh', 'ssh://git@git.example.com/srv/shop.git'],
    ['ssh://git@[::1]/shop', 'ssh', 'ssh://git@[::1]/shop'],
  ])('accepts %s', (url, transport, canonical) => {
    const address = parseAddress(url, POLICY)
    expect(address).toMatchObject({ ok: true, value: { transport, canonical, url } })
  })

  it.each(HOSTILE_URLS())('refuses %j', (url) => {
    expect(parseAddress(url, { grants: { ...NO_GRANTS, repositories: ['file:///srv/git/'] }, configured: [] })).toMatchObject({ ok: false, error: { code: 'source-refused', retry: 'next-revision' } })
  })

  it('allows a file address only below a granted prefix', () => {
    const policy = { grants: { ...NO_GRANTS, repositories: ['file:///srv/git'] }, configured: [] }
    expect(parseAddress('file:///srv/git/shop', policy).ok).toBe(true)
    expect(parseAddress('file:///srv/git-evil/shop', policy).ok).toBe(false)
    expect(parseAddress('file:///srv/git/../secret', policy).ok).toBe(false)
    expect(parseAddress('http://127.0.0.1/shop', policy).ok).toBe(false)
  })

  it('allows any transport for an address that the host settings name themselves', () => {
    expect(parseAddress('file:///home/ada/shop', { grants: NO_GRANTS, configured: ['file:///home/ada/shop'] }).ok).toBe(true)
    expect(parseAddress('file:///home/ada/other', { grants: NO_GRANTS, configured: ['file:///home/ada/shop'] }).ok).toBe(false)
  })

  it.each([
    ['https://git.example.com', 'https://git.example.com.evil.org/x', false],
    ['https://git.example.com', 'https://git.example.com/x', true],
    ['https://git.example.com/acme', 'https://git.example.com/acme-evil/x', false],
    ['https://GIT.example.com/acme/', 'https://git.example.com/acme/x', true],
    ['git@git.example.com:acme/', 'ssh://git@git.example.com/acme/x', true],
    ['ssh://git@git.example.com/acme/', 'git@git.example.com:acme/x', true],
    ['git@git.example.com:', 'git@git.example.com:acme/x', true],
    ['git@git.example.com:', 'git@git.example.community:acme/x', false],
    ['git@git.example.com:acme', 'root@git.example.com:acme/x', false],
  ])('prefix %s covers %s: %s', (prefix, url, covers) => {
    const address = readAddress(url)
    expect(address && coversAddress(prefix, address)).toBe(covers)
  })

  it('never lets a text through that begins with a dash, holds a control byte, or names a helper', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60, unit: ANY_CHARACTER }), fc.constantFrom('', 'https://', 'ssh://', 'git@h:', 'file://', 'ext::', '--'), (text, scheme) => {
      const address = readAddress(scheme + text)
      if (address === undefined) return
      expect(address.url).not.toMatch(/^-|::|[\u0000-\u0020"'`$\\<>|;&()]|\/\.\.(\/|$)/)
    }), { numRuns: effort(5_000) })
  })
})

describe('names of refs', () => {
  it.each(['', 'main', 'v1.2.3', 'feature/a-b', 'release_1', 'dependabot/npm_and_yarn/x-1.2', 'a@b', '1.x'])('accepts %j', (ref) => {
    expect(isRefName(ref)).toBe(true)
  })

  it.each(['-x', '--upload-pack=touch', 'a..b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', '/a', 'a/', 'a//b', 'a.lock', 'a.lock/b', '.a', 'a/.b', 'a.', '@', 'a@{1}', 'a\\b', 'a\nb', 'refs heads', '$(id)', 'x'.repeat(300)])('refuses %j', (ref) => {
    expect(isRefName(ref)).toBe(false)
  })
})

function HOSTILE_URLS(): readonly string[] {
  return [
    '', '-', '--upload-pack=touch /tmp/x', '-oProxyCommand=touch', 'ext::sh -c touch% /tmp/x', 'fd::17', 'git://example.com/x', 'http://example.com/x', 'ftp://example.com/x',
    '/srv/git/shop', './shop', '../shop', 'file:///etc', 'file://host/srv/git/x', 'file:///srv/git/../../etc', 'file:///srv/git/a b', 'ssh://-oProxyCommand=touch/x', 'ssh://user@-oProxyCommand=touch/x',
    'ssh://-l@host/x', '-user@host:x', 'git@-host:x', 'git@host:-x', 'git@host:a/../b', 'https://user:secret@example.com/x', 'https://token@example.com/x', 'https://example.com', 'https:///x',
    'https://example.com/-x', 'https://example.com/a b', 'https://example.com/a\nb', 'https://example.com/a?b=c', 'https://example.com/a#b', 'https://example.com/$(id)', 'https://example.com/`id`', 'https://example.com/a;b',
    'https://example.com/a|b', 'https://exa\u0000mple.com/x', 'https://exämple.com/x', 'HTTPS://example.com/x', 'https://example.com/../x', 'https://example.com/./x', `https://example.com/${'a'.repeat(2_000)}`, 'transport::https://example.com/x',
  ]
}
