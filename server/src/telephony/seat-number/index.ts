export { createSeatNumber, type SaySeatNumber } from './seat-number.ts';
