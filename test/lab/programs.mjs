/**
 * Programs that come from Debian as they are: a browser for the pages, a load generator for the benches.
 */
// @ts-check
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { installPackages } from './apt.mjs'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** @returns {string | undefined} */
export function browserPath() {
  return firstOnPath(BROWSERS)
}

/** @returns {string | undefined} */
export function loadPath() {
  return firstOnPath(['wrk'])
}

/** A font comes along: without one, text in screenshots is boxes. */
export function bringBrowserUp() {
  return installPackages('browser', ['chromium', 'fonts-liberation'])
}

export function bringLoadUp() {
  return installPackages('load', ['wrk'])
}

/**
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function firstOnPath(names) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
