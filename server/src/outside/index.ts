export { openOutside, watchSurroundings } from './wing.ts';
