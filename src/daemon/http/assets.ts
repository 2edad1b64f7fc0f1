/** The few files that pages need, read once and served from memory. Their address carries their digest, so they may be kept for good. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface Asset {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
  readonly digest: string
}

const TYPES = { 'page.css': 'text/css; charset=utf-8', 'page.js': 'text/javascript; charset=utf-8', 'icon.svg': 'image/svg+xml' } as const

export type AssetName = keyof typeof TYPES

const ASSETS: Readonly<Record<AssetName, Asset>> = { 'page.css': load('page.css'), 'page.js': load('page.js'), 'icon.svg': load('icon.svg') }

export function assetNamed(name: string | undefined): Asset | undefined {
  return name !== undefined && Object.hasOwn(ASSETS, name) ? ASSETS[name as AssetName] : undefined
}

export function assetUrl(name: AssetName): string {
  return `/assets/${name}?v=${ASSETS[name].digest}`
}

function load(name: AssetName): Asset {
  const bytes = readFileSync(new URL(`./assets/${name}`, import.meta.url))
  return { name, type: TYPES[name], bytes, digest: createHash('sha256').update(bytes).digest('hex').slice(0, 16) }
}
