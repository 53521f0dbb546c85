import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { RowAct } from '../../../ui/list-page/list-columns.tsx';
import { useAct } from '../../../ui/list-page/use-act.ts';

interface Task {
  /** Of the row as it is shown. */
  revision: string;
  may: { claim: boolean; settle: boolean; release: boolean };
}

/**
 * What one person at a time works on: claimed, settled by a result that a dialog asks for, or released. `words`: has
 * `claim`, `report` and `release`; `claim` and `settle`: the ends of their paths.
 */
export function useTaskActs<Row extends Task>(
  schema: z.ZodType<Row>,
  {
    key,
    words,
    pathOf,
    claim = 'claim',
    settle,
  }: { key: string; words: string; pathOf: (row: Row) => string; claim?: string; settle: string },
) {
  const { t } = useTranslation();
  const [settling, setSettling] = useState<Row | null>(null);
  const act = useAct(schema, { key, onDone: () => setSettling(null) });
  const run = (row: Row, name: string, body?: object) =>
    act.mutate({ path: `${pathOf(row)}/${name}`, revision: row.revision, ...(body && { body }) });
  return {
    /** Calling the customer claims it, if nobody has. */
    claim: (row: Row) => row.may.claim && run(row, claim),
    acts: (row: Row): (RowAct | false)[] => [
      row.may.claim && { label: t(`${words}.claim`), run: () => run(row, claim) },
      row.may.settle && { label: t(`${words}.report`), isMain: true, run: () => setSettling(row) },
      row.may.release && { label: t(`${words}.release`), run: () => run(row, 'release') },
    ],
    /** Asks for its result. */
    ask: setSettling,
    /** The one whose result is asked for. */
    settling,
    dialog: {
      isSaving: act.isPending,
      onCancel: () => setSettling(null),
      onSave: (result: object) => settling !== null && run(settling, settle, result),
    },
  };
}
