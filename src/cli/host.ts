/** What the command line asks of its own machine beside the engine: files, free disk, ports, programs, and whether mistd answers. */

export type FileRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly cause: string }

export interface PathFacts {
  readonly kind: 'file' | 'folder' | 'socket' | 'link' | 'other'
  readonly mode: number
  readonly uid: number
  readonly mayReadAndWrite: boolean
}

export interface Host {
  /** Text of a file up to `maxBytes`. */
  readFile(path: string, maxBytes: number): Promise<FileRead>
  /** Paths of the files below a folder, relative, without `.git`. */
  listFiles(folder: string): Promise<readonly string[]>
  /** Never overwrites. With a mode the file is made with it, and the folders that it needs for its owner alone. */
  createFile(path: string, text: string, mode?: number): Promise<'written' | 'exists'>
  facts(path: string): Promise<PathFacts | undefined>
  /** Of the file system that holds the path, or its nearest parent that exists. */
  freeBytes(path: string): Promise<number | undefined>
  findProgram(name: string): Promise<string | undefined>
  canListen(address: string, port: number): Promise<'free' | 'taken' | 'not-permitted'>
  /** Ranges of this machine's own addresses, as `10.1.2.3/16`. */
  ranges(): readonly { readonly name: string; readonly cidr: string }[]
  /** The status of an HTTP answer; undefined when there is none. */
  httpStatus(url: string): Promise<number | undefined>
}
