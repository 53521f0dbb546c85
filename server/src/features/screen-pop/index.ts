export { createScreenPop, type ScreenPops } from './screen-pop.ts';
