import { CaseFamily, type MergedCase, MergedCases } from '@sansheng/shared/contracts/service-desk/case-merges';
import { type CaseDetail, CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { nothing, queryString, Refused, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { type CaseTypeView, useNames } from './names.ts';

export const useMergedCases = (caseNo: string) =>
  useQuery({
    queryKey: ['cases', 'merged', caseNo],
    queryFn: () => request(MergedCases, 'GET', `/cases/${caseNo}/merged`),
  });

type Relation = 'merge' | 'nest';

/** Cases that this one is merged with, belongs to, or that belong to it. */
export function CaseRelations({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Relation | null>(null);
  const merged = useMergedCases(one.caseNo).data?.cases ?? [];
  const family = useQuery({
    queryKey: ['cases', 'family', one.caseNo],
    queryFn: () => request(CaseFamily, 'GET', `/cases/${one.caseNo}/family`),
  }).data ?? { parent: null, children: [] };
  const change = useChange();
  const isAlone = merged.length === 0 && family.parent === null && family.children.length === 0;
  const mayRelate = one.may.edit && (one.state === 'open' || one.state === 'waiting');
  if (isAlone && !mayRelate) return null;
  return (
    <section className="panel case-relations" data-testid="case-relations">
      <h2>{t('cases.relations')}</h2>
      {family.parent !== null && (
        <p>
          {t('cases.parent')} <CaseLink of={family.parent} />{' '}
          {one.may.edit && (
            <Button
              size="small"
              type="text"
              loading={change.isPending}
              onClick={() =>
                change.mutate({ method: 'PUT', path: `/cases/${one.caseNo}/parent`, body: { parent: null } })
              }
            >
              {t('cases.part')}
            </Button>
          )}
        </p>
      )}
      {family.children.length > 0 && (
        <>
          <h3>{t('cases.children')}</h3>
          {family.children.map((child) => (
            <div key={child.caseNo}>
              <CaseLink of={child} />
            </div>
          ))}
        </>
      )}
      {merged.map((other) => (
        <Merged key={other.caseNo} of={other} type={type} />
      ))}
      {mayRelate && (
        <Space>
          <Button size="small" data-testid="case-merge" onClick={() => setAsked('merge')}>
            {t('cases.merge')}
          </Button>
          {family.parent === null && family.children.length === 0 && (
            <Button size="small" data-testid="case-nest" onClick={() => setAsked('nest')}>
              {t('cases.nest')}
            </Button>
          )}
        </Space>
      )}
      {asked !== null && <AskOther one={one} relation={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function CaseLink({ of: { caseNo, title, stepName } }: { of: NonNullable<CaseFamily['parent']> }) {
  const nameOf = useNames();
  return (
    <Link className="plain-link" to={`/cases/${caseNo}`}>
      <span className="figures">{caseNo}</span> {title} · {nameOf(stepName)}
    </Link>
  );
}

/** With what it says otherwise: nothing of it was taken over. */
function Merged({ of: { caseNo, title, differences, mayUndo }, type }: { of: MergedCase; type: CaseTypeView }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const undo = useChange();
  const named = (name: string) => {
    const field = type.fields.find(({ key }) => key === name.replace(/^fields\./, ''));
    if (field !== undefined) return nameOf(field.name);
    const word = { title: 'what', amountFen: 'amount' }[name] ?? name;
    return i18n.exists(`cases.${word}`) ? t(`cases.${word}` as never) : name;
  };
  const said = (value: unknown) => (value === null || value === undefined || value === '' ? '–' : inWords(value));
  return (
    <div data-testid={`case-merged-${caseNo}`}>
      <h3>
        {t('cases.mergedHere')} <span className="figures">{caseNo}</span> {title}
      </h3>
      {differences.map(({ name, own, other }) => (
        <p key={name} className="quiet small">
          {t('cases.difference', { name: named(name), own: said(own), other: said(other) })}
        </p>
      ))}
      {mayUndo && (
        <Button
          size="small"
          loading={undo.isPending}
          data-testid={`case-undo-merge-${caseNo}`}
          onClick={() => undo.mutate({ method: 'POST', path: `/cases/${caseNo}/merge/undo` })}
        >
          {t('cases.undoMerge')}
        </Button>
      )}
    </div>
  );
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function AskOther({ one, relation, onClose }: { one: CaseDetail; relation: Relation; onClose: () => void }) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const relate = useMutation({
    mutationFn: async () => {
      const other = await numberOf(typed);
      if (relation === 'nest') await request(nothing, 'PUT', `/cases/${one.caseNo}/parent`, { parent: other });
      else await request(nothing, 'POST', `/cases/${one.caseNo}/merge`, { version: one.version, into: other });
      return other;
    },
    onSuccess: async (other) => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['cases'] });
      if (relation === 'merge') void navigate(`/cases/${other}`);
    },
    onError: sayRefusal,
  });
  return (
    <Modal
      open
      title={t(`cases.${relation}`)}
      okText={t(`cases.${relation}`)}
      okButtonProps={{ disabled: typed.trim() === '', loading: relate.isPending }}
      onOk={() => relate.mutate()}
      onCancel={onClose}
    >
      <p className="quiet small">{t(`cases.${relation}Hint`)}</p>
      <Input
        autoFocus
        placeholder={t('cases.otherNumber')}
        aria-label={t('cases.otherNumber')}
        data-testid="case-other"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => relate.mutate()}
      />
    </Modal>
  );
}

/** The last digits will do where one open case alone has them. Throws Refused. */
async function numberOf(typed: string): Promise<string> {
  const q = typed.trim().toUpperCase();
  const { cases } = await request(CasePage, 'GET', `/cases${queryString({ view: 'open', q, limit: 2 })}`);
  const [found] = cases;
  if (found === undefined || cases.length > 1) throw new Refused('notFound');
  return found.caseNo;
}

function useChange() {
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: ({ method, path, body }: { method: 'POST' | 'PUT'; path: string; body?: object }) =>
      request(nothing, method, path, body),
    onSuccess: () => void message.success(t('cases.done')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
}
