import { SeatAssignment } from '@sansheng/shared/contracts/lead-room/seat-control';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { revised } from '../../settings/setting-kit/revised.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';
import { useSave } from '../../settings/setting-kit/use-save.ts';
import { SettingDrawer } from '../../settings/setting-kit/setting-drawer.tsx';
import '../../settings/setting-kit/setting-kit.css';

const levels = Array.from({ length: 10 }, (_, i) => i + 1);

/** Moves a seat between queues and changes its skills while the room is running. */
export function AssignmentDrawer({ agentId, who, onClose }: { agentId: string; who: string; onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useDeskSettings();
  const queryKey = ['live', 'assignment', agentId];
  const path = `/live/seats/${agentId}/assignment`;
  const now = useQuery({ queryKey, queryFn: () => request(revised(SeatAssignment), 'GET', path), staleTime: 0 });
  const [edit, setEdit] = useState<SeatAssignment | null>(null);
  const { base, save, isSaving, notice } = useSave(SeatAssignment, {
    path,
    read: now.data,
    keys: [queryKey],
    said: 'lead.done',
    onSaved: onClose,
    onMerged: (values) => {
      const merged = SeatAssignment.safeParse(values);
      if (merged.success) setEdit(merged.data);
    },
  });
  const shown = edit ?? base ?? undefined;
  return (
    <SettingDrawer
      title={t('lead.assignTitle', { seat: who })}
      notice={notice}
      isReady={edit !== null}
      isSaving={isSaving}
      testId="assignment-save"
      onSave={() => edit !== null && save(edit)}
      onClose={onClose}
    >
      {now.error && <Trouble error={now.error} onRetry={() => void now.refetch()} />}
      {shown === undefined || settings === undefined ? (
        <Skeleton active />
      ) : (
        <Form layout="vertical">
          <p className="quiet" style={{ marginBottom: 14 }}>
            {t('lead.assignHint')}
          </p>
          <Form.Item label={t('lead.queues')}>
            <Checkbox.Group
              style={{ display: 'grid', gap: 6 }}
              value={shown.queues}
              options={settings.queues.map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
              onChange={(queues) => setEdit({ ...shown, queues })}
            />
          </Form.Item>
          {settings.skills.length === 0 && <p className="quiet">{t('lead.noSkills')}</p>}
          {settings.skills.map((skill) => (
            <Form.Item key={skill.skillId} label={nameOf(skill)} htmlFor={`skill-${skill.skillId}`}>
              <Select
                id={`skill-${skill.skillId}`}
                value={shown.skills[skill.skillId] ?? 0}
                options={[
                  { value: 0, label: t('lead.without') },
                  ...levels.map((level) => ({ value: level, label: t('lead.level', { level }) })),
                ]}
                onChange={(level: number) => {
                  const { [skill.skillId]: _, ...others } = shown.skills;
                  setEdit({ ...shown, skills: level === 0 ? others : { ...others, [skill.skillId]: level } });
                }}
              />
            </Form.Item>
          ))}
        </Form>
      )}
    </SettingDrawer>
  );
}
