export { type CallMenu, createMenu, menus } from './menu.ts';
