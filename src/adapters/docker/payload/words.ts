/** The texts and values that payloads are made of, and the one rule about projects. */
import { SYSTEM_PROJECT } from '../../../model/labels.js'
import type { AppKey } from '../../../model/resource.js'
import { projectOf } from '../../../model/resource.js'
import { isRecord } from '../../../model/is-record.js'
import { parseReference } from '../images/reference.js'
import type { Shape } from './shape.js'
import { granted, listOf, text } from './shape.js'

/** Names and ids of containers, networks and volumes, as the engine itself limits them. */
export const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/

export const TAG_OR_DIGEST = /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|[a-z0-9]+:[a-f0-9]{32,128})$/

/** Tags of built images begin so: a build can never take the place of an image that somebody pulled. */
const BUILT_PREFIX = 'mist/'

/** The proxy reaches every project network, because it leads to the apps in them; every other app stays in its own. */
export function mayJoin(app: AppKey, project: string | undefined): boolean {
  const own = projectOf(app)
  return project !== undefined && (own === project || own === SYSTEM_PROJECT)
}

export function imageReference(): Shape {
  return granted((value) => /^sha256:[a-f0-9]{64}$/.test(value) || parseReference(value) !== undefined, 'no image reference')
}

export function builtTag(): Shape {
  return granted((value) => value.startsWith(BUILT_PREFIX) && parseReference(value) !== undefined, `built images are tagged ${BUILT_PREFIX}… and nothing else`)
}

/** Network aliases: DNS labels. */
export function aliasesShape(): Shape {
  return listOf(text(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'no DNS label'), 20)
}

/** `NAME=value`; the name is what a shell could export, or what an official image asks for. */
export function envLine(): Shape {
  return granted((value) => /^[A-Za-z_][A-Za-z0-9_.-]*=/.test(value) && !value.includes('\0'), 'no NAME=value')
}

export function argument(): Shape {
  return granted((value) => !value.includes('\0') && value.length <= 131_072, 'no usable argument')
}

export function absolutePath(): Shape {
  return granted((value) => value.startsWith('/') && value !== '/' && isPlainPath(value.slice(1)), 'no absolute path without . and ..')
}

/** Of a container: its root as well, from which a folder below it is given its owner. */
export function pathInside(): Shape {
  return granted((value) => value.startsWith('/') && (value === '/' || isPlainPath(value.slice(1))), 'no absolute path without . and ..')
}

/** Below the root of a build context. */
export function sourcePath(): Shape {
  return granted((value) => !value.startsWith('/') && isPlainPath(value), 'no relative path without . and ..')
}

export function digits(): Shape {
  return text(/^\d{1,18}$/, 'no number')
}

/** A map of texts that is sent as JSON in a query parameter. */
export function textMapJson(): Shape {
  return granted(isTextMap, 'no map of texts')
}

function isTextMap(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return isRecord(value) && Object.values(value).every((item) => typeof item === 'string')
  } catch {
    return false
  }
}

function isPlainPath(path: string): boolean {
   
  const isClean = path.length <= 4_096 && !/[\u0000-\u001f\u007f\\]/.test(path)
  return isClean && path.replace(/\/$/, '').split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
