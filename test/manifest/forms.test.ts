/** The parsers of short forms, each as a table. */
import { describe, expect, it } from 'vitest'
import { isIpv4, toPort } from '../../src/manifest/forms/address.js'
import { parseDuration } from '../../src/manifest/forms/duration.js'
import { parseGit, refProblem, transportOf } from '../../src/manifest/forms/git.js'
import { parsePublish } from '../../src/manifest/forms/publish.js'
import { parseSize } from '../../src/manifest/forms/size.js'
import { parseVolume } from '../../src/manifest/forms/volume.js'
import { splitWords } from '../../src/manifest/forms/words.js'

describe('parseSize', () => {
  it.each([['512m', 536_870_912], ['1g', 1_073_741_824], ['1.5g', 1_610_612_736], ['100b', 100], ['4k', 4096], ['1024t', 1024 ** 5], ['0.001k', 1]])('%s is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toEqual({ ok: true, value: bytes })
  })

  it.each(['', '512', '512M', '512mb', '-1m', '1e3m', '1.0000m', '1025t', '9999999999b', ' 1m'])('%j is refused', (text) => {
    expect(parseSize(text)).toMatchObject({ ok: false })
  })
})

describe('parseDuration', () => {
  it.each([['500ms', 500], ['30s', 30_000], ['5m', 300_000], ['2h', 7_200_000]])('%s is %d milliseconds', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: ms })
  })

  it.each(['', '30', '1d', '1.5s', '-1s'])('%j is refused', (text) => {
    expect(parseDuration(text)).toMatchObject({ ok: false })
  })
})

describe('splitWords', () => {
  it.each([
    ['worker', ['worker']],
    ['  a  b\tc ', ['a', 'b', 'c']],
    ['sh -c "echo hi; ls *"', ['sh', '-c', 'echo hi; ls *']],
    ["a 'b c' d", ['a', 'b c', 'd']],
    [`a"b"'c'd`, ['abcd']],
    [`"" ''`, ['', '']],
    ['a\\ b', ['a b']],
    [`"a \\" b"`, ['a " b']],
    [`"a \\n b"`, ['a \\n b']],
    [`'a \\ b'`, ['a \\ b']],
    ['$HOME `id` $(id) && x | y > z', ['$HOME', '`id`', '$(id)', '&&', 'x', '|', 'y', '>', 'z']],
  ])('%j becomes its words, and nothing is run or replaced', (text, words) => {
    expect(splitWords(text)).toEqual({ ok: true, value: words })
  })

  it.each(['"open', "it's", 'end\\', ' ', ''])('%j is refused', (text) => {
    expect(splitWords(text)).toMatchObject({ ok: false, error: { rule: 'command' } })
  })
})

describe('parseVolume', () => {
  it.each([
    ['data:/var/lib', { name: 'data', path: '/var/lib', readOnly: false }],
    ['data:/a:ro', { name: 'data', path: '/a', readOnly: true }],
    ['data:/a:rw', { name: 'data', path: '/a', readOnly: false }],
  ])('%s is read', (text, volume) => {
    expect(parseVolume(text)).toEqual({ ok: true, value: volume })
  })

  it.each(['data', 'data:', ':/a', 'a:/b:ro:x'])('%s is refused', (text) => {
    expect(parseVolume(text)).toMatchObject({ ok: false })
  })
})

describe('parsePublish', () => {
  it.each([
    ['5432', { address: '127.0.0.1', port: 5432, container: 5432, protocol: 'tcp' }],
    ['8080:80', { address: '127.0.0.1', port: 8080, container: 80, protocol: 'tcp' }],
    ['8080:80/udp', { address: '127.0.0.1', port: 8080, container: 80, protocol: 'udp' }],
    ['0.0.0.0:8080:80/tcp', { address: '0.0.0.0', port: 8080, container: 80, protocol: 'tcp' }],
    ['10.0.0.1:53/udp', { address: '10.0.0.1', port: 53, container: 53, protocol: 'udp' }],
  ])('%s is read', (text, publish) => {
    expect(parsePublish(text)).toEqual({ ok: true, value: publish })
  })

  it.each(['0', '65536', '8080:0', '256.0.0.1:80', '1.2.3:80', '010.0.0.1:80', '08080', '8080:99999'])('%s is refused', (text) => {
    expect(parsePublish(text)).toMatchObject({ ok: false })
  })
})

describe('transportOf', () => {
  it.each([
    ['https://git.example.com/acme/shop.git', 'https'], ['https://git.example.com:8443/a', 'https'], ['https://host/@scope/a', 'https'],
    ['ssh://git@git.example.com:22/acme/shop.git', 'ssh'], ['git@git.example.com:acme/shop.git', 'ssh'], ['git@host:~user/repo', 'ssh'],
    ['file:///srv/git/shop.git', 'file'],
  ])('%s goes by %s', (url, transport) => {
    expect(transportOf(url)).toEqual({ ok: true, value: transport })
  })

  it.each([
    ['http://git.example.com/a', 'http sends everything in the open'],
    ['git://git.example.com/a', 'its transport is neither https nor ssh'],
    ['ext::sh -c id', 'it holds a space, a control character or a letter beyond ASCII'],
    ['ext::id', 'a remote helper would run a program'],
    ['fd::17', 'a remote helper would run a program'],
    ['--upload-pack=id', 'it begins with a hyphen'],
    ['-oProxyCommand=id', 'it begins with a hyphen'],
    ['git@-oProxyCommand=id:x', 'it has an unknown form'],
    ['ssh://-oProxyCommand=id/x', 'it has an unknown form'],
    ['ssh://git@-oProxyCommand=id/x', 'it has an unknown form'],
    ['git@host:-x', 'it has an unknown form'],
    ['https://user:secret@host/a', 'it holds a user name or a password'],
    ['https://token@host/a', 'it holds a user name or a password'],
    ['ssh://git:secret@host/a', 'it holds a user name or a password'],
    ['https://host/a\nb', 'it holds a space, a control character or a letter beyond ASCII'],
    ['https://hоst/a', 'it holds a space, a control character or a letter beyond ASCII'],
    ['https://host/../a', 'it holds `..`'],
    ['file:///srv/git/../../etc', 'it holds `..`'],
    ['file://host/a', 'it has an unknown form'],
    ['./repo', 'a path is no address'],
    ['/srv/git/repo', 'a path is no address'],
    ['https://host/$(id)', 'it has an unknown form'],
    ['https://host/`id`', 'it has an unknown form'],
    ['https://', 'it has an unknown form'],
    ['', 'it has an unknown form'],
  ])('%j is refused: %s', (url, cause) => {
    const answer = transportOf(url)
    expect(answer.ok ? '' : answer.error.message).toBe(`this address of a repository cannot be used: ${cause}`)
  })
})

describe('parseGit', () => {
  it.each([
    ['https://h/a.git', { url: 'https://h/a.git', ref: '' }],
    ['https://h/a.git#v1.2', { url: 'https://h/a.git', ref: 'v1.2' }],
    ['git@h:a.git#feature/x', { url: 'git@h:a.git', ref: 'feature/x' }],
  ])('%s is taken apart', (text, address) => {
    expect(parseGit(text)).toEqual({ ok: true, value: address })
  })

  it('wants something behind the #', () => {
    expect(parseGit('https://h/a#')).toMatchObject({ ok: false, error: { rule: 'git-ref' } })
  })
})

describe('refProblem', () => {
  it.each(['main', 'v1.4.0', 'feature/login', 'a_b-c', '2026.11', 'lock'])('%s can be used', (ref) => {
    expect(refProblem(ref)).toBeUndefined()
  })

  it.each(['-main', '--upload-pack=id', 'a..b', 'a//b', '.hidden', 'a/.b', '/a', 'a/', 'a.', 'a.lock', 'a.lock/b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a\\b', 'a@{1}', 'a\nb', 'ä', '#x', 'a'.repeat(201)])('%j is refused', (ref) => {
    expect(refProblem(ref)).toMatchObject({ rule: 'git-ref' })
  })
})

describe('isIpv4 and toPort', () => {
  it.each([['0.0.0.0', true], ['255.255.255.255', true], ['256.0.0.1', false], ['1.2.3', false], ['01.2.3.4', false], ['a.b.c.d', false], ['', false]])('%j is an address: %s', (text, expected) => {
    expect(isIpv4(text)).toBe(expected)
  })

  it.each([['1', 1], ['65535', 65_535], ['0', undefined], ['65536', undefined], ['080', undefined], ['', undefined], ['1.5', undefined]])('%j is the port %s', (text, port) => {
    expect(toPort(text)).toBe(port)
  })
})
