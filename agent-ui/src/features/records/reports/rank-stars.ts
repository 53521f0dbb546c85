import type { FigureRow } from '@sansheng/shared/contracts/records/reports';

export interface Star {
  /** Seats with the same points share a place. */
  place: number;
  group: string;
  points: number;
  handled: number;
  satisfaction: number | null;
  resolution: number | null;
  ronaRate: number | null;
  handleMs: number | null;
}

const weights = { handled: 40, satisfaction: 30, resolution: 20, offersTaken: 10 };

/**
 * Points out of 100: handled calls against the seat with the most (40), satisfaction (30), first contact resolution
 * (20), answering offers (10). Missing figures are left out, and the others count proportionally more.
 */
export function rankStars(seats: readonly FigureRow[]): Star[] {
  const most = Math.max(1, ...seats.map(({ measures }) => measures.handled ?? 0));
  const stars = seats
    .filter(({ measures, group }) => group !== '' && (measures.handled ?? 0) > 0)
    .map(({ group, measures, figures }) => {
      const handled = measures.handled ?? 0;
      const parts: [weight: number, share: number | null][] = [
        [weights.handled, handled / most],
        [weights.satisfaction, figures.satisfaction ?? null],
        [weights.resolution, figures.firstContactResolution ?? null],
        [weights.offersTaken, figures.ronaRate === undefined ? null : 1 - figures.ronaRate],
      ];
      const there = parts.filter((part): part is [number, number] => part[1] !== null);
      const weight = there.reduce((sum, [of]) => sum + of, 0);
      return {
        group,
        points: (100 * there.reduce((sum, [of, share]) => sum + of * share, 0)) / weight,
        handled,
        satisfaction: figures.satisfaction ?? null,
        resolution: figures.firstContactResolution ?? null,
        ronaRate: figures.ronaRate ?? null,
        handleMs: figures.averageHandleTimeMs ?? null,
      };
    })
    .sort((a, b) => b.points - a.points || a.group.localeCompare(b.group));
  return stars.map((star) => ({ ...star, place: stars.findIndex(({ points }) => points === star.points) + 1 }));
}
