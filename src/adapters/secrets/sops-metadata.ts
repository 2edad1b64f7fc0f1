/**
 * Which keys a file of SOPS asks for. Whoever writes the file names the servers in it, so only kinds of keys that speak to nobody are
 * let through. What two readers of YAML could see differently is refused: sops has a reader of its own.
 */
import { isMap, isScalar, parseDocument, visit } from 'yaml'
import { isRecord } from '../../model/is-record.js'

interface MetadataFault {
  readonly cause: string
  readonly help: string
}

const LOCAL_KINDS = ['age', 'pgp']
const MAX_CHARS = 1024 * 1024
const UNCLEAR: MetadataFault = { cause: 'its keys cannot be told for certain', help: 'Let `sops` write it: one document without anchors, tags or merged maps.' }

/** Line ends that only some readers of YAML know, and marks that they skip. */
const ODD_BREAK = /[\u0085\u2028\u2029\uFEFF]|\r(?!\n)/
const PLAIN_KEY = /^[a-z0-9_]+$/

/** Undefined when the file can be handed to sops. */
export function sopsMetadataFault(text: string): MetadataFault | undefined {
  if (text.length > MAX_CHARS || ODD_BREAK.test(text)) return UNCLEAR
  const metadata = metadataOf(text)
  if (metadata === undefined) return UNCLEAR
  const groups: unknown = metadata['key_groups'] ?? []
  if (!Array.isArray(groups) || !groups.every(isRecord)) return UNCLEAR
  const maps = [metadata, ...groups]
  if (maps.some((map) => Object.keys(map).some((key) => !PLAIN_KEY.test(key)))) return UNCLEAR
  const kind = maps.flatMap((map) => Object.entries(map)).find(([key, value]) => key !== 'key_groups' && !LOCAL_KINDS.includes(key) && isFilled(value))?.[0]
  return kind === undefined ? undefined : { cause: `its keys are of the kind ${kind.slice(0, 40)}, and its writer names the server that is asked`, help: 'Encrypt it for keys of age or pgp: Mist uses no others.' }
}

function metadataOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document = parseDocument(text, { uniqueKeys: true, stringKeys: true })
    if (document.errors.length > 0 || !isMap(document.contents) || !isClear(document)) return undefined
    const top = document.contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''))
    // The readers of sops tell some letters not apart: ſ and S are s to them.
    if (top.some((key) => key !== 'sops' && key.normalize('NFKC').toLowerCase() === 'sops')) return undefined
    const metadata: unknown = document.get('sops')
    const plain: unknown = isMap(metadata) ? metadata.toJS(document) : undefined
    return isRecord(plain) ? plain : undefined
  } catch {
    return undefined
  }
}

/** No anchor, alias, tag or merged map anywhere. */
function isClear(document: ReturnType<typeof parseDocument>): boolean {
  let clear = true
  const refuse = (): symbol => {
    clear = false
    return visit.BREAK
  }
  visit(document, {
    Alias: refuse,
    Value: (_key, node) => (node.anchor !== undefined || node.tag !== undefined ? refuse() : undefined),
    Pair: (_key, { key }) => (isScalar(key) && key.value !== '<<' ? undefined : refuse()),
  })
  return clear
}

/** Kinds are lists; what else there is about a file is text, numbers and true or false. */
function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isRecord(value)
}
