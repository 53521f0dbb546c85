/** Employee numbers from one to another. */
export const seatRange = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
