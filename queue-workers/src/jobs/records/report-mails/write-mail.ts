import type { ReportMailRow } from '@sansheng/shared/tables/records/report-mails';
import { nameOfColumn } from '@sansheng/shared/domain/figure-chart';
import { presets } from '@sansheng/shared/domain/figure-view';
import { type DrawnReport, shown } from './draw-report.ts';
import { mailWords } from './mail-words.ts';

/** The text of the mail: the totals of the center for each view, so that the files need not be opened. */
export function writeMail(
  { language, name, rhythm }: Pick<ReportMailRow, 'language' | 'name' | 'rhythm'>,
  drawn: readonly DrawnReport[],
  clockOf: (atMs: number) => string,
): string {
  const say = mailWords[language];
  const lines = [`${say.rhythms[rhythm]} · ${name}`];
  for (const { name: viewName, view, report } of drawn) {
    lines.push(
      '',
      `■ ${viewName}`,
      `${say.period}: ${clockOf(report.fromMs)} – ${clockOf(report.toMs)} (${report.timeZone})`,
    );
    for (const column of presets[view.preset])
      lines.push(`${nameOfColumn(column, report, language)}: ${shown(column, report.total, 'center', say.seconds)}`);
    if (report.pending > 0) lines.push(say.pending(report.pending));
    lines.push(`${say.madeAt}: ${clockOf(report.madeAtMs)}`);
  }
  return [...lines, '', say.files, say.why, ''].join('\n');
}
