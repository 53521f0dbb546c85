export { createWaitingMusic, type WaitingMusic } from './waiting-music.ari.ts';
