import { qualityWordOf } from '@sansheng/shared/domain/call-quality';
import './quality.css';

export type QualityWord = ReturnType<typeof qualityWordOf> | 'lost';

const lit: Record<QualityWord, number> = { good: 3, fair: 2, poor: 1, lost: 0 };

/** The audio quality of a leg by its score, or that there is no audio. */
export const wordOf = (mos: number, isLost: boolean): QualityWord => (isLost ? 'lost' : qualityWordOf(mos));

/** One to three bars by quality; the word is beside them or in their title. */
export function QualityBars({ word }: { word: QualityWord }) {
  return (
    <span className="quality-bars" data-word={word} aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <i key={bar} data-lit={bar <= lit[word]} />
      ))}
    </span>
  );
}
