export { addScreenPopCommands } from './screen-pop.socket.ts';
export { createScreenPop, type ScreenPops } from './screen-pop.ts';
