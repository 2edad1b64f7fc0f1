/** Small tars, made as they are read: of a few files, of which the large one comes from a stream of known length; and of a folder alone. */

export interface TarFile {
  /** Relative, and without a dot in front. */
  readonly path: string
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}

export async function* tarOf(large: TarFile, small: Readonly<Record<string, string>>): AsyncGenerator<Uint8Array> {
  const texts = Object.entries(small).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  for (const folder of foldersOf([large.path, ...texts.map(({ path }) => path)])) yield header({ path: `${folder}/`, bytes: 0, mode: FOLDER_MODE, type: '5' })
  for (const { path, bytes } of texts) {
    yield header({ path, bytes: bytes.length, mode: FILE_MODE, type: '0' })
    yield bytes
    yield padding(bytes.length)
  }
  yield header({ path: large.path, bytes: large.bytes, mode: FILE_MODE, type: '0' })
  yield* large.content
  yield padding(large.bytes)
  yield new Uint8Array(2 * BLOCK)
}

/** A folder that is there gets its owner and mode by it. */
export async function* folderTar(folder: { readonly path: string; readonly mode: number; readonly uid: number; readonly gid: number }): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(header({ ...folder, path: `${folder.path}/`, bytes: 0, type: '5' }))
  yield new Uint8Array(2 * BLOCK)
}

const BLOCK = 512
/** Readable by the user of the server whoever owns it; the images make the files theirs before they start. */
const FILE_MODE = 0o644
const FOLDER_MODE = 0o755

function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    const parts = path.split('/').slice(0, -1)
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  })
  return [...new Set(folders)].sort()
}

interface Entry {
  readonly path: string
  readonly bytes: number
  readonly mode: number
  readonly uid?: number
  readonly gid?: number
  readonly type: '0' | '5'
}

/** The form that POSIX calls ustar. */
function header({ path, bytes, mode, uid = 0, gid = 0, type }: Entry): Uint8Array {
  const block = new Uint8Array(BLOCK)
  const write = (at: number, text: string): void => { block.set(new TextEncoder().encode(text), at) }
  write(0, path)
  write(100, octal(mode, 7))
  write(108, octal(uid, 7))
  write(116, octal(gid, 7))
  writeSize(block, bytes)
  write(136, octal(0, 11))
  write(148, ' '.repeat(8))
  write(156, type)
  write(257, 'ustar\u000000')
  write(148, `${octal(block.reduce((sum, byte) => sum + byte, 0), 6)}\u0000 `)
  return block
}

/** Eleven octal digits end at 8 GiB; above that the number stands in binary, with the first bit set, as GNU and POSIX readers take it. */
function writeSize(block: Uint8Array, bytes: number): void {
  if (bytes < 8 ** 11) {
    block.set(new TextEncoder().encode(octal(bytes, 11)), 124)
    return
  }
  block[124] = 0x80
  for (let at = 135, left = bytes; at > 127; at -= 1, left = Math.floor(left / 256)) block[at] = left % 256
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function padding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK - (bytes % BLOCK)) % BLOCK)
}
