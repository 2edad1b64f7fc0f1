/** The recipe of a template with the settings of a database filled in: commands as they are run. */
import type { DumpPart, DumpRecipe, InsideCommand, PartCommand } from '../../model/backup.js'
import type { RecipeCommand, TemplatePart, TemplateRecipe, TemplateValue } from './template.js'
import { PART_VALUE } from './template.js'
import type { Facts } from './value.js'
import { textOfValue, wordsOfGroups } from './value.js'

export function recipeOf({ parts, check }: TemplateRecipe, facts: Facts): DumpRecipe {
  return { parts: parts.filter(({ when }) => isMeant(when, facts)).flatMap((part) => partOf(part, facts)), check: commandOf(check, facts) }
}

function isMeant(when: TemplatePart['when'], { settings }: Facts): boolean {
  return Object.entries(when).every(([name, value]) => settings[name] === value)
}

function partOf({ name, how }: TemplatePart, facts: Facts): readonly DumpPart[] {
  switch (how.kind) {
    case 'one': return [{ kind: 'one', name, dump: commandOf(how.dump, facts), restore: commandOf(how.restore, facts), ...(how.compare && { compare: commandOf(how.compare, facts) }) }]
    case 'each': return [{ kind: 'each', name, list: commandOf(how.list, facts), dump: partCommandOf(how.dump, facts), restore: partCommandOf(how.restore, facts), ...(how.compare && { compare: partCommandOf(how.compare, facts) }) }]
    case 'file': return [{ kind: 'file', name, dump: commandOf(how.dump, facts), ...(how.trim && { trim: how.trim }), lay: how.lay }]
    case 'folder': return [{ kind: 'folder', name, ...(how.pause && { pause: true as const }) }]
    case 'unclear': return []
  }
}

function commandOf({ words, env, stdin }: RecipeCommand, facts: Facts): InsideCommand {
  return { words: wordsOfGroups(words, facts), ...streamsOf({ env, ...(stdin && { stdin }) }, facts) }
}

function partCommandOf({ words, env, stdin }: RecipeCommand, facts: Facts): PartCommand {
  const all = words.flatMap((group) => {
    const texts = group.map((value) => (isPart(value) ? { part: true as const } : textOfValue(value, facts)))
    return texts.every((word) => word !== undefined) ? texts : []
  })
  return { words: all, ...streamsOf({ env, ...(stdin && { stdin }) }, facts) }
}

function isPart(value: TemplateValue): boolean {
  return value.kind === 'setting' && value.name === PART_VALUE
}

function streamsOf({ env, stdin }: Pick<RecipeCommand, 'env' | 'stdin'>, facts: Facts): Omit<InsideCommand, 'words'> {
  const set = Object.entries(env).flatMap(([name, value]) => {
    const text = textOfValue(value, facts)
    return text === undefined ? [] : [[name, text] as const]
  })
  const input = stdin && textOfValue(stdin, facts)
  return { ...(set.length > 0 && { env: Object.fromEntries(set) }), ...(input !== undefined && { stdin: `${input}\n` }) }
}
