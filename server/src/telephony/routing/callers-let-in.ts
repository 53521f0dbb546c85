/**
 * How many callers may be in at once. For a center with one Asterisk: all lines and seats of the center are counted
 * against its ports. Each leg takes two RTP ports, the sound and its control; each caller who is served takes a leg for
 * the seat too. So ports are kept back for the seats that are signed in, up to one for each caller, and a
 * twentieth for further legs: outside numbers, consultations, leads.
 */
export function callersLetIn({ ports, seats }: { ports: number; seats: number }): number {
  const legs = Math.floor(ports / 2);
  const forCalls = legs - Math.ceil(legs / 20);
  return Math.max(Math.floor(forCalls / 2), forCalls - seats);
}
