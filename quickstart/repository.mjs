/**
 * The git repository of the quickstart: a bare origin and a work clone, made from examples/quickstart.
 */
// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { home, places } from './places.mjs'
import { must } from './run-program.mjs'
import { heading, line } from './say.mjs'

const author = ['-c', 'user.name=Quickstart', '-c', 'user.email=quickstart@localhost', '-c', 'commit.gpgSign=false']

export async function provideRepository() {
  heading('A git repository')
  if (existsSync(join(places.work, '.git')) && existsSync(join(places.origin, 'HEAD'))) return line(`${places.work} is there from an earlier run.`)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  await must('git', ['init', '--quiet', '--bare', '--initial-branch=main', places.origin])
  await must('git', ['clone', '--quiet', places.origin, places.work])
  await must('git', ['-C', places.work, 'symbolic-ref', 'HEAD', 'refs/heads/main'])
  copyExample()
  await commitAndPush('Deploy three apps')
  line(`${places.work} holds a mist.yaml with three apps, committed and pushed to ${places.origin}.`)
}

/** Written anew, since a copy would take over who may read it. */
function copyExample() {
  for (const entry of readdirSync(places.example, { recursive: true, withFileTypes: true })) {
    // The plan beside the manifest is for readers of this checkout and a test, not for a host.
    if (!entry.isFile() || entry.name === 'plan.txt') continue
    const source = join(entry.parentPath, entry.name)
    const target = join(places.work, relative(places.example, source))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, readFileSync(source))
  }
}

/** Puts a line on the page that no earlier run has put there. @returns {Promise<string>} the line */
export async function commitVisibleChange() {
  const page = join(places.work, 'site', 'index.html')
  const before = readFileSync(page, 'utf8')
  const greeting = `Pushed at ${new Date().toISOString()}.`
  const marked = before.replace(/\n<p id="pushed">.*<\/p>/, '').replace('</html>', `<p id="pushed">${greeting}</p>\n</html>`)
  writeFileSync(page, marked)
  await commitAndPush('Greet with the time of the push')
  return greeting
}

/** @param {string} message */
async function commitAndPush(message) {
  await must('git', ['-C', places.work, 'add', '--all'])
  await must('git', ['-C', places.work, ...author, 'commit', '--quiet', '--message', message])
  await must('git', ['-C', places.work, 'push', '--quiet', 'origin', 'HEAD:main'])
}
