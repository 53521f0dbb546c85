/**
 * Only a metronome: browsers slow the timers of hidden pages to one a minute, those of a worker they leave alone.
 * The page itself answers each tick, so a frozen page still falls silent.
 */
const EVERY_MS = 1000;
setInterval(() => postMessage(0), EVERY_MS);
