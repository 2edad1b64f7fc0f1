/** What BuildKit says when a build failed → the words of the classic builder, so that both are read and explained alike. Pure. */

interface Saying {
  readonly pattern: RegExp
  readonly words: (...parts: readonly string[]) => string
}

const SAYINGS: readonly Saying[] = [
  // Up to BuildKit 0.8, which is the one of engine 20.10; and from 0.9 on.
  { pattern: /executor failed running \[(.*)\]: exit code: (\d+)$/s, words: failedStep },
  { pattern: /process "(.*)" did not complete successfully: exit code: (\d+)$/s, words: failedStep },
  { pattern: /failed to (?:compute cache key|calculate checksum of ref).*?"([^"]+)"(?: not found)?: not found$/s, words: (path = '') => `COPY failed: no such file or directory: ${path}` },
  { pattern: /failed to read dockerfile: open (?:.*\/buildkit-mount\d+\/)?(.*): no such file or directory/is, words: (path = '') => `Cannot locate specified Dockerfile: ${path}` },
  { pattern: /target stage (\S+) could not be found/, words: (stage = '') => `failed to reach build target ${stage} in Dockerfile` },
]

function failedStep(command = '', code = ''): string {
  return `The command '${command}' returned a non-zero code: ${code}`
}

const WRAPPING = /^(?:failed to solve(?: with frontend \S+)?|failed to (?:build LLB|create LLB definition)|rpc error: code = \S+ desc =)(?:: | )/

export function plainWords(message: string): string {
  for (const { pattern, words } of SAYINGS) {
    const match = pattern.exec(message)
    if (match) return words(...match.slice(1))
  }
  let bare = message
  while (WRAPPING.test(bare)) bare = bare.replace(WRAPPING, '')
  return bare
}
