export { createSeatWords, deskFeature, seatSignOut } from './desk/index.ts';
export { knowledgeFeature } from './knowledge/index.ts';
export { phoneBarFeature } from './phone-bar/index.ts';
export { addScreenPopCommands, createScreenPop } from './screen-pop/index.ts';
export { scriptFeature } from './script/index.ts';
