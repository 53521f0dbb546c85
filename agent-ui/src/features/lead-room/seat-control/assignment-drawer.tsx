import { SeatAssignment } from '@sansheng/shared/contracts/lead-room/seat-control';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { revised } from '../../settings/setting-kit/revised.ts';
import { SomebodyWasFaster } from '../../settings/setting-kit/somebody-was-faster.tsx';
import { useRevised } from '../../settings/setting-kit/use-revised.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';
import '../../settings/setting-kit/setting-kit.css';

const levels = Array.from({ length: 10 }, (_, i) => i + 1);

/** Moves a seat between queues and changes its skills while the room is running. */
export function AssignmentDrawer({ agentId, who, onClose }: { agentId: string; who: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const settings = useDeskSettings();
  const queryKey = ['live', 'assignment', agentId];
  const path = `/live/seats/${agentId}/assignment`;
  const now = useQuery({ queryKey, queryFn: () => request(revised(SeatAssignment), 'GET', path), staleTime: 0 });
  const { base, faster, forget, takeRefusal } = useRevised(SeatAssignment, now.data);
  const [edit, setEdit] = useState<SeatAssignment | null>(null);
  const shown = edit ?? base ?? undefined;
  const save = useMutation({
    mutationFn: (to: SeatAssignment) => request(nothing, 'PUT', path, to, base?.revision),
    onMutate: forget,
    onError: (error, to) => {
      const merged = SeatAssignment.safeParse(takeRefusal(error, to));
      if (merged.success) setEdit(merged.data);
    },
    onSuccess: async () => {
      void message.success(t('lead.done'));
      await queries.invalidateQueries({ queryKey });
      onClose();
    },
  });
  return (
    <Drawer
      open
      size={440}
      title={t('lead.assignTitle', { seat: who })}
      onClose={onClose}
      footer={
        <div className="admin-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            data-testid="assignment-save"
            disabled={edit === null}
            loading={save.isPending}
            onClick={() => edit !== null && save.mutate(edit)}
          >
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {now.error && <Trouble error={now.error} onRetry={() => void now.refetch()} />}
      {faster && <SomebodyWasFaster faster={faster} />}
      {save.error && faster === null && <Trouble error={save.error} />}
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
    </Drawer>
  );
}
