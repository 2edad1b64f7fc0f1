/** Size is taste: the medians of the code stay those of the best code of its kind. The hard limits are lint rules. */
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { codeBelow, type SourceFile } from './tree.js'

const FILES = codeBelow('src').filter(({ path }) => path.endsWith('.ts'))
const SYNTAX = FILES.map(({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))

/** Lines of every function that has a name of its own. */
function functionLines(file: ts.SourceFile): readonly number[] {
  const found: number[] = []
  const visit = (node: ts.Node): void => {
    if (isNamedFunction(node)) found.push(linesOf(file, node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isNamedFunction(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body !== undefined
  return (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ts.isVariableDeclaration(node.parent)
}

function linesOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getEnd()).line - file.getLineAndCharacterOfPosition(node.getStart()).line + 1
}

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

function commentShare(files: readonly SourceFile[]): number {
  const lines = files.flatMap(({ text }) => text.split('\n')).filter((line) => line.trim() !== '')
  return lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length / lines.length
}

describe('src', () => {
  const functions = SYNTAX.flatMap(functionLines)
  const files = FILES.map(({ text }) => text.split('\n').length)

  it('has functions of at most 12 lines in the median and 30 in the ninetieth percentile', () => {
    expect(percentile(functions, 0.5)).toBeLessThanOrEqual(12)
    expect(percentile(functions, 0.9)).toBeLessThanOrEqual(30)
  })

  it('has files of at most 90 lines in the median', () => {
    expect(percentile(files, 0.5)).toBeLessThanOrEqual(90)
  })

  it('explains itself in 10 to 20 percent of its lines', () => {
    expect(commentShare(FILES)).toBeGreaterThanOrEqual(0.1)
    expect(commentShare(FILES)).toBeLessThanOrEqual(0.2)
  })
})
