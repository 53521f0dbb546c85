import type { ReportMailRow } from '@sansheng/shared/db';
import { serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { presets } from '@sansheng/shared/domain/figure-view';
import { type DrawnReport, shown, titleOf } from './draw-report.ts';
import { mailWords } from './mail-words.ts';

/** The mail itself: of each view what the whole center had, so that the files need not be opened to know. */
export function writeMail(
  { language, name, rhythm }: Pick<ReportMailRow, 'language' | 'name' | 'rhythm'>,
  drawn: readonly DrawnReport[],
  clockOf: (atMs: number) => string,
): string {
  const say = mailWords[language];
  const lines = [`${say.rhythms[rhythm]} · ${name}`];
  for (const { name: viewName, view, report } of drawn) {
    const level = serviceLevelTexts[report.definition][language];
    lines.push(
      '',
      `■ ${viewName}`,
      `${say.period}: ${clockOf(report.fromMs)} – ${clockOf(report.toMs)} (${report.timeZone})`,
    );
    for (const column of presets[view.preset]) {
      const of =
        column.name === 'serviceLevel' ? ` (${level.name}, T = ${report.thresholdSeconds} ${say.seconds})` : '';
      lines.push(`${titleOf(column, language)}${of}: ${shown(column, report.total, say.seconds)}`);
    }
    if (report.pending > 0) lines.push(say.pending(report.pending));
    lines.push(`${say.madeAt}: ${clockOf(report.madeAtMs)}`);
  }
  return [...lines, '', say.files, say.why, ''].join('\n');
}
