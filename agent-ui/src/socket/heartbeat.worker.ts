/**
 * Only a metronome: browsers slow the timers of hidden pages to one a minute, but not those of a worker. The page
 * itself answers each tick, so a frozen page does fall silent.
 */
const EVERY_MS = 1000;
setInterval(() => postMessage(0), EVERY_MS);
