/** What is confidential on a marked line is told by where the line stands, whatever its words look like. */
import { describe, expect, it } from 'vitest'
import { toPublicDiagnostic } from '../../src/engine/record/summary.js'
import { loadManifest } from '../../src/manifest/load.js'

const CANARY = 'hunter2canary'
const HEAD = 'version: 1\nprojects:\n  shop:\n    apps:\n      web:\n'

/** The lines as HTTP shows them, and whatever else of a remark leaves the process. */
function shownOf(text: string, included: readonly { readonly path: string; readonly text: string }[] = []): { readonly lines: readonly string[]; readonly all: string } {
  const shown = loadManifest({ root: { path: 'mist.yaml', text }, included }).diagnostics.map(toPublicDiagnostic)
  expect(shown.length, text).toBeGreaterThan(0)
  return { lines: shown.map(({ lineText }) => lineText), all: JSON.stringify(shown) }
}

/** Each is a line or more below a key that holds what is an app's own; `name` and `image` are also words of the format. */
const BROKEN = [
  `name: "${CANARY}`, `name: '${CANARY}`, `name: "a" ${CANARY}`, `name: *${CANARY}`, `name: !${CANARY}!x y`, `name: !<${CANARY} x`, `name: @${CANARY}`, `name: |${CANARY}`, `name: >${CANARY}`,
  `image: {${CANARY}`, `image: [${CANARY}`, `image: "\\q${CANARY}"`, `name: "\\U${CANARY}"`, `name: ${CANARY}: x`, `name: ${CANARY}\n             ${CANARY}: x`, `- ${CANARY}`, `- name: ${CANARY}`, `name:\n\t${CANARY}`, `\tname: ${CANARY}`,
  `name: ${CANARY}\u0007`, `name: ${CANARY}\u200b\n            name: x`, `name: x\n            name: ${CANARY}`, `name: [${CANARY}]`, `name: { path: ${CANARY} }`, `name:\n              path: ${CANARY}`, `name: null\n            port: { image: ${CANARY} }`, `name: 'a'${CANARY}`, `name: ] ${CANARY}`,
  `<<: *${CANARY}`, `name: &a ${CANARY}\n            port: &a\n              - x`, `path: ${CANARY}\n          path: x\n         - y`,
]
const HOLDERS = [['env', '        env:\n'], ['labels', '        labels:\n'], ['build args', '        build:\n          args:\n'], ['env in braces', '        env: {\n'], ['quoted env', '        "env":\n']] as const

describe.each(HOLDERS)('%s', (_name, opening) => {
  it.each(BROKEN)('never lets a value out of a file that is broken at %j', (line) => {
    expect(shownOf(`${HEAD}${opening}            ${line}\n        image: a\n        prot: 80\n`).all).not.toContain(CANARY)
  })
})

describe('a value of env', () => {
  it.each([
    ['below a name that is a word of the format', `        env:\n          name: [${CANARY}]\n`],
    ['in several lines', `        env:\n          name: [a,\n            ${CANARY}]\n          path: [\n            ${CANARY}\n          ]\n`],
    ['that was forgotten to be indented', `        env:\n        name: "${CANARY}\n`],
    ['of the project', `        image: x\n    env: { name: [${CANARY}] }\n`],
    ['at the anchor of an alias', `        env: { A: *a }\n        x: 1\nx-a: &a [${CANARY}]\n`],
    ['with an invisible character in a comment of it', `        image: x\n        env:\n          # ${CANARY}\u200b\n          A: b\n`],
    ['with an invisible character in a text of several lines', `        image: x\n        env:\n          A: |\n            image: ${CANARY}\u200b\n`],
  ])('stays inside: %s', (_name, text) => {
    expect(shownOf(HEAD + text).all).not.toContain(CANARY)
  })

  it('stays inside when it stands in an included file', () => {
    const included = { path: 'apps/a.yaml', text: `projects:\n  shop:\n    apps:\n      api:\n        image: x\n        env:\n          name: [${CANARY}]\n` }
    const { lines, all } = shownOf(`include: ['apps/*.yaml']\n${HEAD}        image: x:1\n`, [included])
    expect(all).not.toContain(CANARY)
    expect(lines).toEqual(['          name: ···············'])
  })
})

describe('what is no value of env', () => {
  it('is shown beside it, with the name that the value hangs on', () => {
    const { lines } = shownOf(`${HEAD}        env:\n          name: [${CANARY}]\n        image: 5\n        port: eighty\n`)
    expect(lines).toEqual(['          name: ···············', '        image: 5', '        port: eighty'])
  })

  it('is shown also in a file that cannot be read', () => {
    expect(shownOf(`${HEAD}        env:\n          name: x\n        image: "x\n`).lines).toEqual(['        image: "x'])
  })
})
