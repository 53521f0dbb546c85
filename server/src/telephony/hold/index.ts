export { holdCall, muteCall } from './hold.store.ts';
