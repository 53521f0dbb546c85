export { type CallMenu, createMenu } from './menu.ts';
