/** The daemon as the tests start it: its sources, run in a process of their own. */
import '../../src/bin/mistd.js'
