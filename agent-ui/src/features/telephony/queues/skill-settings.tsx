import { type Account } from '@sansheng/shared/contracts/people/accounts';
import { AgentSkills, Skill } from '@sansheng/shared/contracts/telephony/queues';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { nameOf } from '../../../language/language.ts';
import { NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { revised } from '../../settings/setting-kit/revised.ts';
import { SomebodyWasFaster } from '../../settings/setting-kit/somebody-was-faster.tsx';
import { useRevised } from '../../settings/setting-kit/use-revised.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';

export function SkillSettings() {
  const { t } = useTranslation();
  return (
    <SettingTable
      kind={{
        path: 'skills',
        word: 'skills',
        row: Skill,
        idField: 'skillId',
        nameOf,
        columns: [
          { title: t('admin.id'), dataIndex: 'skillId', width: 200 },
          { title: t('admin.name'), dataIndex: 'name' },
          { title: t('admin.nameEn'), dataIndex: 'nameEn' },
        ],
        fields: (isNew) => (
          <>
            <IdField name="skillId" isNew={isNew} />
            <NameFields />
          </>
        ),
      }}
    />
  );
}

/** Levels of one person by skill. */
export function SkillsDrawer({ account, onClose }: { account: z.infer<typeof Account>; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Record<string, number | null>>();
  const path = `/admin/accounts/${account.employeeNo}/skills`;
  const skills = useSettings('skills', Skill);
  const levels = useQuery({ queryKey: ['admin', path], queryFn: () => request(revised(AgentSkills), 'GET', path) });
  const { base, faster, forget, takeRefusal } = useRevised(AgentSkills, levels.data);
  const save = useMutation({
    mutationFn: (values: Record<string, number | null | undefined>) => {
      const known = Object.entries(values).filter(([, level]) => typeof level === 'number');
      return request(nothing, 'PUT', path, { skills: Object.fromEntries(known) }, base?.revision);
    },
    onSuccess: async () => {
      void message.success(t('admin.saved'));
      await queries.invalidateQueries({ queryKey: ['admin', path] });
      onClose();
    },
    onMutate: forget,
    onError: (error, values) => void takeRefusal(error, { skills: values }),
  });
  const trouble = (faster === null ? save.error : null) ?? levels.error ?? skills.error;
  return (
    <Drawer
      open
      size={400}
      title={t('routing.skillsOf', { name: `${account.name} ${account.employeeNo}` })}
      onClose={onClose}
      loading={levels.isPending || skills.isPending}
      footer={
        <div className="admin-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {faster && <SomebodyWasFaster faster={faster} />}
      {trouble && <Trouble error={trouble} />}
      <p className="quiet" style={{ marginBottom: 10 }}>
        {t(skills.data?.length === 0 ? 'routing.noSkills' : 'routing.skillsHint')}
      </p>
      <Form form={form} initialValues={levels.data?.skills ?? {}} onFinish={(values) => save.mutate(values)}>
        {skills.data?.map((skill) => (
          <Form.Item key={skill.skillId} name={skill.skillId} label={nameOf(skill)}>
            <InputNumber min={1} max={10} precision={0} changeOnWheel={false} />
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );
}
