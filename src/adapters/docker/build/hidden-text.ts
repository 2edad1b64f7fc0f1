/** Takes secret texts out of output that a stranger's program wrote. It knows them only as they are: one in another spelling passes. Pure. */

/** A shorter piece would be found in half of all words. */
const FEWEST_CHARS = 4
const HIDDEN = '(hidden)'

/** Line by line, since output comes in lines; the longest first, so that no rest of it stays. */
export function hider(secrets: readonly string[]): (text: string) => string {
  const pieces = new Set(secrets.flatMap((secret) => [secret, ...secret.split('\n')]).map((piece) => piece.trim()).filter((piece) => piece.length >= FEWEST_CHARS))
  const longestFirst = [...pieces].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((shown, piece) => shown.replaceAll(piece, HIDDEN), text)
}
