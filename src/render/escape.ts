/**
 * What other people wrote must not steer a terminal: log lines, commit subjects, names, lines of files.
 * HTML has its own rules and is not the business of this file.
 */

/** Whole escape sequences (CSI, OSC and the two-character ones) first, so that no `[31m` is left standing in the text. */
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g
/** They turn the direction of what follows. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** One line of text without control characters; tabs stay. Line breaks become spaces. */
export function stripControls(text: string): string {
  return text.replace(SEQUENCES, '').replace(/\r?\n/g, ' ').replace(CONTROLS, '').replace(DIRECTIONS, '')
}

/** The same length as before: each control character becomes a visible stand-in, so columns keep their meaning. */
export function showControls(text: string): string {
  return text.replace(CONTROLS, '\ufffd').replace(DIRECTIONS, '\ufffd')
}
