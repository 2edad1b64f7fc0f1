/**
 * A command line → words, as a reader of shells expects: spaces divide, quotes keep together, a backslash takes the next
 * character as it is. Nothing else means anything: no variables, no globs, no operators, since no shell is involved.
 */
import { err, ok } from '../../model/result.js'
import type { Form } from './form.js'

export function splitWords(text: string): Form<readonly string[]> {
  const splitter = new WordSplitter()
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character !== '\\' || splitter.quote === "'") splitter.take(character)
    else if (at + 1 === text.length) return err({ rule: 'command', message: 'the command ends with a lone backslash', help: 'double it to mean the character itself' })
    else splitter.takeEscaped(text.charAt((at += 1)))
  }
  if (splitter.quote !== undefined) return err({ rule: 'command', message: `the command has an opening ${splitter.quote} that is never closed`, help: 'close the quote, or write the command as a list' })
  const words = splitter.finish()
  return words.length > 0 ? ok(words) : err({ rule: 'command', message: 'the command has no word', help: 'remove the key to keep what the image says' })
}

/** The state between two characters. Whoever feeds it deals with the end of the text. */
class WordSplitter {
  quote: string | undefined
  readonly #words: string[] = []
  /** Undefined between words; an empty pair of quotes makes an empty word. */
  #word: string | undefined

  take(character: string): void {
    if (this.quote !== undefined) {
      if (character === this.quote) this.quote = undefined
      else this.#append(character)
    } else if (character === '"' || character === "'") {
      this.quote = character
      this.#append('')
    } else if (/\s/.test(character)) {
      this.finish()
    } else {
      this.#append(character)
    }
  }

  /** Inside double quotes a backslash is only special before a quote or another backslash. */
  takeEscaped(character: string): void {
    this.#append(this.quote === '"' && character !== '"' && character !== '\\' ? `\\${character}` : character)
  }

  /** Ends the word at hand and tells all words so far. */
  finish(): readonly string[] {
    if (this.#word !== undefined) this.#words.push(this.#word)
    this.#word = undefined
    return this.#words
  }

  #append(text: string): void {
    this.#word = (this.#word ?? '') + text
  }
}
