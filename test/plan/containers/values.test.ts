/** The small values of a plan: texts of fields, addresses of servers, names of containers. */
import { describe, expect, it } from 'vitest'
import { freeName, isNameOf, newName } from '../../../src/plan/containers/names.js'
import { readServerUrl, serverUrl } from '../../../src/plan/edge/servers.js'
import { argumentsText, bytesText } from '../../../src/plan/containers/values.js'

describe('bytesText', () => {
  it.each([[0, 'unlimited'], [512 * 1024 ** 2, '512m'], [1024 ** 3, '1g'], [1.5 * 1024 ** 3, '1536m'], [2 * 1024 ** 4, '2t'], [1000, '1000b'], [2048, '2k']])('says %d as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text)
  })
})

describe('argumentsText', () => {
  it('quotes what would not read as one word', () => {
    expect(argumentsText(['sh', '-c', 'echo "hi"', ''])).toBe('sh -c "echo \\"hi\\"" ""')
  })
})

describe('serverUrl', () => {
  it('names the container, or its address', () => {
    expect(serverUrl({ container: 'shop-web-1', port: 80 }, undefined)).toBe('http://shop-web-1:80')
    expect(serverUrl({ container: 'shop-web-1', port: 80 }, '10.0.0.9')).toBe('http://10.0.0.9:80')
  })

  it('can be read back, and nothing else can', () => {
    expect(readServerUrl('http://shop-web-1:80')).toEqual({ host: 'shop-web-1', port: 80 })
    expect(['https://a:80', 'http://a', 'http://a:80/x', 'http://a b:80', ''].map(readServerUrl)).toEqual([undefined, undefined, undefined, undefined, undefined])
  })
})

describe('container names', () => {
  const held = { ours: new Set(['a-1', 'a-1-b']), foreign: new Set(['f-1', 'a-1-c']) }

  it('step over what is held by ours and by strangers', () => {
    expect(freeName('a-1', held)).toBe('a-1-d')
    expect(freeName('b-1', held)).toBe('b-1')
  })

  it('do not dodge a stranger who holds the derived name of a new container', () => {
    expect(newName('f-1', held)).toBe('f-1')
  })

  it('belong to one derived name', () => {
    expect(['a-1', 'a-1-b', 'a-1-z'].every((name) => isNameOf(name, 'a-1'))).toBe(true)
    expect(['a-11', 'a-1-', 'a-1-bb', 'b-1'].some((name) => isNameOf(name, 'a-1'))).toBe(false)
  })
})
