import { qualityWordOf } from '@sansheng/shared/domain/call-quality';
import './quality.css';

export type QualityWord = ReturnType<typeof qualityWordOf> | 'lost';

const lit: Record<QualityWord, number> = { good: 3, fair: 2, poor: 1, lost: 0 };

/** How a leg sounds by its score, or that it does not. */
export const wordOf = (mos: number, isLost: boolean): QualityWord => (isLost ? 'lost' : qualityWordOf(mos));

/** Three bars, as many as it sounds well; the word stands beside it or in its title. */
export function QualityBars({ word }: { word: QualityWord }) {
  return (
    <span className="quality-bars" data-word={word} aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <i key={bar} data-lit={bar <= lit[word]} />
      ))}
    </span>
  );
}
