export { findOwnSeat } from './find-own-seat.ts';
