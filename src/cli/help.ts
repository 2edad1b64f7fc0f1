/** The words around the lists in `mistctl --help`. */

export const PROGRAM_SUMMARY = 'Makes the containers and routes of this host what a mist.yaml in git says.'

export const PROGRAM_DETAILS = `Flags go before or after the command. Data goes to stdout, everything else to
stderr; -o json and -o yaml carry a schemaVersion.

Examples:
  mistctl init                     write a first mist.yaml
  mistctl diff -f .                see what it would do on this host
  mistctl apply -f .               do it
  mistctl status                   how everything fares
  mistctl logs shop/web -f         follow an app

Exit codes: 0 yes or done, 1 no (differs, not well), 2 usage or invalid file, 3
apply failed in whole or in part, 4 no connection or permission, 5 timed out,
130 ended by Ctrl-C`
