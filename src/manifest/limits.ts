/**
 * How much a manifest may hold. The first group is checked on the raw text, before any parser sees it;
 * the second on what was read. They stop bombs, not people: the largest sensible installation fits several times.
 */

/** Per file, in UTF-8 bytes. Whoever reads the file refuses above this as well. */
export const MAX_FILE_BYTES = 512 * 1024
/** Of the file of encrypted values that a manifest names. */
export const MAX_SECRETS_BYTES = 1024 * 1024
/** One file that an app mounts, from the repository or as a secret. */
export const MAX_MOUNTED_FILE_BYTES = 1024 * 1024
/** All files that one app mounts together. */
export const MAX_MOUNTED_TOTAL_BYTES = 32 * 1024 * 1024
/** Included files that one root file may bring in. */
export const MAX_INCLUDED_FILES = 200
export const MAX_LINES = 50_000
export const MAX_LINE_CHARS = 100_000
/** Levels of nesting as counted by the scan; the deepest key of the format needs nine. */
export const MAX_DEPTH = 32
export const MAX_KEYS = 50_000
/** Items of lists, with or without brackets. */
export const MAX_ITEMS = 100_000
export const MAX_ANCHORS = 1_000
export const MAX_ALIASES = 5_000
/** Values in one file after aliases and merge keys were followed. */
export const MAX_NODES = 100_000
/** Longest single text in a file: longer ones are not even matched against a pattern. */
export const MAX_TEXT_CHARS = 65_536

/** The root file and all that it includes together: they are parsed one after the other, and nothing else happens meanwhile. */
export const MAX_TOTAL_BYTES = 2 * 1024 * 1024
/** Keys and items of all files together. */
export const MAX_TOTAL_ENTRIES = 100_000

export const MAX_PROJECTS = 500
export const MAX_APPS = 2_000
export const MAX_DOMAINS = 5_000
export const MAX_CONTAINERS = 5_000

/** More than these are not listed: nobody reads them, and history keeps what is listed. */
export const MAX_DIAGNOSTICS = 100
