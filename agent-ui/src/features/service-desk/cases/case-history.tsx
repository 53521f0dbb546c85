import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { pathInWords, useCaseChoices } from '../case-choices/use-case-choices.ts';
import { KeptReason } from '../dispatch/dispatch-reason.tsx';
import { FileOfEntry } from './case-files.tsx';
import { useMergedCases } from './case-relations.tsx';
import { useFieldInWords } from './field-input.tsx';
import { type CaseTypeView, useNames } from './names.ts';

type Entry = CaseDetail['entries'][number];

/** What happened to it and to those that were merged into it, the newest first. */
export function CaseHistory({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const title = useEntryTitle(one, type);
  const changes = useChanges(type, one.people);
  const merged = useMergedCases(one.caseNo).data?.cases ?? [];
  const lines = [
    ...one.entries.map((entry) => ({ entry, caseNo: one.caseNo })),
    ...merged.flatMap(({ caseNo, entries }) => entries.map((entry) => ({ entry, caseNo }))),
  ].toSorted((a, b) => a.entry.atMs - b.entry.atMs);
  return (
    <ol className="case-history">
      {lines.toReversed().map(({ entry, caseNo }) => (
        <li key={`${caseNo} ${entry.seq}`} data-visibility={entry.visibility}>
          <span className="quiet small figures">
            {formatClock(entry.atMs, me.timeZone, 'YYYY-MM-DD HH:mm')} · {caseNo !== one.caseNo && `${caseNo} · `}
            {entry.byId === '' ? t('cases.center') : `${entry.byName ?? ''} ${entry.byId}`}
            {entry.visibility !== 'internal' && ` · ${t(`cases.noteAs.${entry.visibility}`)}`}
          </span>
          <b>{title(entry)}</b>
          {textOfEntry(entry) !== '' && <p>{textOfEntry(entry)}</p>}
          {entry.kind === 'attached' && <FileOfEntry caseNo={caseNo} entry={entry} />}
          {changes(entry).map((line) => (
            <p key={line} className="quiet small">
              {line}
            </p>
          ))}
          <KeptReason data={entry.data} />
        </li>
      ))}
    </ol>
  );
}

/** What an entry says in a few words. */
/** Of a notice, what the customer was told. */
export const textOfEntry = ({ kind, text, data }: Entry): string => (kind === 'told' ? String(data.text) : text);

export function useEntryTitle(one: CaseDetail, type: CaseTypeView): (entry: Entry) => string {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const step = (key: string | null) => {
    const found = type.steps.find((of) => of.key === key);
    return found === undefined ? (key ?? '') : nameOf(found.name);
  };
  const clock = (key: unknown) => {
    const found = one.clocks.find(({ clockKey }) => clockKey === key);
    return found === undefined ? String(key) : nameOf(found.name);
  };
  return ({ kind, transition, fromStep, toStep, data }) => {
    switch (kind) {
      case 'moved':
      case 'forced': {
        const found = type.acts.find(({ key }) => key === transition);
        const act = found === undefined ? (transition ?? '') : nameOf(found.name);
        if (fromStep === toStep && kind === 'moved') return t('cases.entries.stayed', { act });
        return t(`cases.entries.${kind}`, { act, from: step(fromStep), to: step(toStep) });
      }
      case 'clock': {
        if (data.resumed === true) return t('cases.entries.clockResumed');
        if (data.why === 'recounted' || data.why === 'agreed') {
          const [from, to] = [data.before, data.after].map((atMs) =>
            typeof atMs === 'number' ? formatClock(atMs, me.timeZone, 'MM-DD HH:mm') : t('cases.noDue'),
          );
          const key = data.why === 'agreed' ? 'cases.entries.clockAgreed' : 'cases.entries.clockRecounted';
          return t(key, { clock: clock(data.clock), from, to });
        }
        if (typeof data.after === 'number')
          return t('cases.entries.clockExtended', {
            clock: clock(data.clock),
            to: formatClock(data.after, me.timeZone, 'MM-DD HH:mm'),
          });
        return t('cases.entries.clockMissed', { clock: clock(data.clock) });
      }
      case 'excused':
      case 'excuseTakenBack':
        return t(`cases.entries.${kind}`, { clock: clock(data.clock) });
      case 'told':
        return t('cases.entries.toldAs', { state: t(`customerNotices.states.${String(data.state)}` as never) });
      case 'merged':
        return typeof data.into === 'string'
          ? t('cases.entries.mergedInto', { number: data.into })
          : t('cases.entries.mergedFrom', { number: data.from });
      case 'mergeUndone':
        return t('cases.entries.mergeUndoneWith', { number: data.into ?? data.from });
      case 'related':
        return typeof data.parent === 'string'
          ? t('cases.entries.childOf', { number: data.parent })
          : t('cases.entries.parentOf', { number: data.child });
      default:
        return t(`cases.entries.${kind}`);
    }
  };
}

/** Words of facts that are called otherwise on the page. */
const labels: Record<string, string> = { title: 'what', amountFen: 'amount', assigneeId: 'assignee' };

function useChanges(type: CaseTypeView, people: CaseDetail['people']): (entry: Entry) => string[] {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const inWords = useFieldInWords(people);
  const choices = useCaseChoices();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  return ({ data }) => {
    const changed = (data.changed ?? {}) as Record<string, { before: unknown; after: unknown }>;
    return Object.entries(changed).map(([name, { before, after }]) => {
      const field = type.fields.find(({ key }) => key === name.replace(/^fields\./, ''));
      if (field !== undefined)
        return t('cases.changed', {
          name: nameOf(field.name),
          before: inWords(field, before, clock),
          after: inWords(field, after, clock),
        });
      if (name === 'categoryId') {
        const category = (id: unknown) => (typeof id === 'string' ? pathInWords(choices?.categories, id) : '–');
        return t('cases.changed', {
          name: t('caseChoices.category'),
          before: category(before),
          after: category(after),
        });
      }
      const label = labels[name] ?? name;
      const fact = i18n.exists(`cases.${label}`) ? t(`cases.${label}` as never) : name;
      const word = (value: unknown) => {
        if (value === null || value === undefined) return '–';
        if (typeof value === 'boolean') return t(value ? 'cases.yes' : 'cases.no');
        if (name === 'amountFen') return (Number(value) / 100).toFixed(2);
        const key = `cases.${name}s.${String(value as string | number)}`;
        return i18n.exists(key) ? t(key as never) : String(value as string | number);
      };
      return t('cases.changed', { name: fact, before: word(before), after: word(after) });
    });
  };
}
