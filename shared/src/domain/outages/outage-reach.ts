/** Whether an outage reaches somebody: one of its places stands in one of their addresses. Pure. */

/** A shorter word stands in too many addresses. */
const SHORTEST_PLACE = 2;

export function reachesAddress(places: readonly string[], addresses: readonly string[]): boolean {
  const asked = places.map(plain).filter((place) => place.length >= SHORTEST_PLACE);
  return addresses.map(plain).some((address) => asked.some((place) => address.includes(place)));
}

/** As people write a list of places: 望京花园、西园三区，昌平路. */
export const placesOf = (text: string): string[] =>
  text
    .split(/[、，,;；\n]/)
    .map((place) => place.trim())
    .filter((place) => place !== '');

export interface AreaOfTree {
  areaId: string;
  parentId: string | null;
  name: string;
}

/** Names of an area and of all that lies in it; what is no area of the center is a place by its own name. */
export function namesWithin(areas: readonly AreaOfTree[], areaId: string): string[] {
  const top = areas.find((area) => area.areaId === areaId);
  if (top === undefined) return [areaId];
  const inside = new Set([areaId]);
  for (let size = 0; size !== inside.size; ) {
    size = inside.size;
    for (const area of areas) if (area.parentId !== null && inside.has(area.parentId)) inside.add(area.areaId);
  }
  return areas.filter((area) => inside.has(area.areaId)).map(({ name }) => name);
}

const plain = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();
