/**
 * The README's copy of `mistctl --help`, between its two markers. A README or a checkout without the command line is left alone.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const HELP_BEGIN = '<!-- help:begin -->'
export const HELP_END = '<!-- help:end -->'

const run = promisify(execFile)

/** The README's text with the block renewed. */
export async function helpBlock(readme, root) {
  const begin = readme.indexOf(HELP_BEGIN)
  const end = readme.indexOf(HELP_END)
  if (begin < 0 || end < begin || !existsSync(new URL('src/cli/program.ts', root))) return readme
  const help = await helpText(root)
  return `${readme.slice(0, begin)}${HELP_BEGIN}\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n${readme.slice(end)}`
}

/** What the program itself prints, off a terminal and without colour, so that two machines agree. */
async function helpText(root) {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '80' }
  const args = ['--import', 'tsx', fileURLToPath(new URL('src/bin/mistctl.ts', root)), '--help']
  const { stdout } = await run(process.execPath, args, { cwd: fileURLToPath(root), env, timeout: 30_000 })
  return stdout
}
