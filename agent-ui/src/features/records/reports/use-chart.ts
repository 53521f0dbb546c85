import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

registerParts([AriaComponent, GridComponent, TooltipComponent, SVGRenderer]);

/**
 * Draws into the element of the ref, and again when the option changes: keep its identity between renders. As SVG,
 * sharp at every zoom; a canvas paints in later frames, even after it was removed. `onPick`: a point was clicked.
 */
export function useChart(
  option: EChartsCoreOption,
  onPick?: (point: number[]) => void,
): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const pick = useEffectEvent((point: number[]) => onPick?.(point));
  useEffect(() => {
    const place = box.current as HTMLDivElement;
    const made = init(place, null, { renderer: 'svg' });
    chart.current = made;
    made.on('click', ({ value }) => Array.isArray(value) && pick(value as number[]));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, true), [option]);
  return box;
}
