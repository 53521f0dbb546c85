import { MenuDetail, MenuDifference } from '@sansheng/shared/contracts/telephony/menu';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Popconfirm, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../people/sign-in/session.tsx';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';

type Side = number | 'draft';

/** What was published when and by whom; comparison of two versions; any version can be restored. */
export function MenuVersions({
  menu,
  onClose,
  onRolledBack,
}: {
  menu: MenuDetail;
  onClose: () => void;
  onRolledBack: (menu: MenuDetail) => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const [sides, setSides] = useState<{ from: Side; to: Side }>({ from: menu.publishedVersion ?? 'draft', to: 'draft' });
  const rollBack = useMutation({
    mutationFn: (version: number) => request(MenuDetail, 'POST', `/admin/menus/${menu.menuId}/rollback`, { version }),
    onSuccess: (saved) => {
      void message.success(t('menus.rolledBack', { version: saved.publishedVersion }));
      onRolledBack(saved);
    },
    onError: sayRefusal,
  });
  const options = [
    { value: 'draft' as Side, label: t('menus.draft') },
    ...menu.versions.map(({ version }) => ({ value: version as Side, label: t('menus.version', { version }) })),
  ];
  return (
    <Drawer open size={720} title={t('menus.versions')} onClose={onClose}>
      <ul className="menu-versions">
        {menu.versions.map(({ version, publishedAtMs, publishedBy, note, rolledBackTo }) => (
          <li key={version}>
            <b>{t('menus.version', { version })}</b>
            {version === menu.publishedVersion && <StateMark tone="ready">{t('menus.current')}</StateMark>}
            <span className="quiet">
              {publishedAtMs > 0 && formatClock(publishedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm')} {publishedBy}
              {rolledBackTo !== null && ` · ${t('menus.rolledBackTo', { version: rolledBackTo })}`}
              {note !== '' && ` · ${note}`}
            </span>
            {version !== menu.publishedVersion && (
              <Popconfirm
                title={t('menus.rollBackSure', { version })}
                okText={t('menus.rollBack')}
                cancelText={t('action.cancel')}
                onConfirm={() => rollBack.mutate(version)}
              >
                <Button size="small">{t('menus.rollBack')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      <h3>{t('menus.compare')}</h3>
      <div className="menu-compare-sides">
        {t('menus.compareFrom')}
        <Select value={sides.from} options={options} onChange={(from: Side) => setSides({ ...sides, from })} />
        {t('menus.compareTo')}
        <Select value={sides.to} options={options} onChange={(to: Side) => setSides({ ...sides, to })} />
      </div>
      <Differences menu={menu} {...sides} />
    </Drawer>
  );
}

const Compared = z.object({ differences: z.array(MenuDifference) });

function Differences({ menu, from, to }: { menu: MenuDetail; from: Side; to: Side }) {
  const { t } = useTranslation();
  const path = `/admin/menus/${menu.menuId}/compare?from=${from}&to=${to}`;
  const compared = useQuery({
    queryKey: ['admin', path, menu.draftRevision],
    queryFn: () => request(Compared, 'GET', path),
  });
  if (compared.error) return <Trouble error={compared.error} />;
  const differences = compared.data?.differences ?? [];
  const nameOfStep = (stepId: string) => menu.draft.steps.find((step) => step.stepId === stepId)?.name ?? stepId;
  if (compared.data !== undefined && differences.length === 0)
    return <p className="quiet">{t('menus.noDifference')}</p>;
  return (
    <ul className="menu-differences">
      {differences.map(({ stepId, field, before, after }) => (
        <li key={`${stepId} ${field}`}>
          <b>{stepId === '' ? t('menus.wholeMenu') : nameOfStep(stepId)}</b>
          {field === '' ? (
            <span>{t(before === null ? 'menus.stepAdded' : 'menus.stepRemoved')}</span>
          ) : (
            <>
              <span className="quiet"> {fieldWord(t, field)}</span>
              <div className="menu-before-after">
                <pre>{show(before)}</pre>
                <pre>{show(after)}</pre>
              </div>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

const words: Record<string, string> = {
  timeoutMs: 'timeoutSeconds',
  nextDigitMs: 'nextDigitSeconds',
  fallbackQueueId: 'fallbackQueue',
  name: 'stepName',
};
const fieldWord = (t: TFunction, field: string) => t(`menus.${words[field] ?? field}`, { defaultValue: field });

/** One line for each part of a setting, without quotation marks and braces. */
function show(value: unknown): string {
  if (!Array.isArray(value)) return flat(value);
  return value.length === 0 ? '–' : value.map(flat).join('\n');
}
function flat(value: unknown): string {
  if (value === null || value === '') return '–';
  if (typeof value !== 'object') return String(value as string | number | boolean);
  return Object.values(value)
    .filter((inner) => inner !== null && inner !== '' && !(Array.isArray(inner) && inner.length === 0))
    .map(flat)
    .join(' ');
}
