import { ArrowLeftOutlined } from '@ant-design/icons';
import { MenuDetail, type MenuProblem, type MenuStep, type MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import { callLanguages } from '@sansheng/shared/contracts/telephony/prompts';
import { checkMenu, compareMenus } from '@sansheng/shared/domain/check-menu';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Popconfirm, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { MenuPreview } from './menu-preview.tsx';
import { useMenuFacts } from './menu-queries.ts';
import { MenuVersions } from './menu-versions.tsx';
import { Problems } from './problems.tsx';
import { StepForm } from './step-form.tsx';
import { StepTree } from './step-tree.tsx';

/** One menu: its steps, the open step, and what a caller hears. */
export function MenuEditor({ menuId, onClose }: { menuId: string; onClose: () => void }) {
  const menu = useQuery({
    queryKey: ['admin', 'menus', menuId],
    queryFn: () => request(MenuDetail, 'GET', `/admin/menus/${menuId}`),
  });
  if (menu.error) return <Trouble error={menu.error} onRetry={() => void menu.refetch()} />;
  if (menu.data === undefined) return <Spin />;
  return <DraftEditor key={menu.data.draftRevision} menu={menu.data} onClose={onClose} />;
}

function DraftEditor({ menu, onClose }: { menu: MenuDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const { isLoaded, ...facts } = useMenuFacts();
  const [tree, setTree] = useState(menu.draft);
  const [names, setNames] = useState({ name: menu.name, nameEn: menu.nameEn });
  const [openStep, setOpenStep] = useState(menu.draft.firstStep);
  const [isPublishing, setPublishing] = useState(false);
  const [isShowingVersions, setShowingVersions] = useState(false);

  const problems = useMemo(
    () => (isLoaded ? checkMenu(menu.menuId, tree, facts) : menu.problems),
    [menu.menuId, menu.problems, isLoaded, tree, facts],
  );
  const isChanged =
    names.name !== menu.name || names.nameEn !== menu.nameEn || compareMenus(menu.draft, tree).length > 0;
  const step = tree.steps.find(({ stepId }) => stepId === openStep) ?? tree.steps[0];

  const tell = (error: unknown) => sayRefusal(error);
  const keep = async (saved: MenuDetail) => {
    queries.setQueryData(['admin', 'menus', menu.menuId], saved);
    await queries.invalidateQueries({ queryKey: ['admin'], predicate: ({ queryKey }) => queryKey.length === 2 });
  };
  const save = useMutation({
    mutationFn: () =>
      request(MenuDetail, 'PUT', `/admin/menus/${menu.menuId}/draft`, {
        draftRevision: menu.draftRevision,
        ...names,
        tree,
      }),
    onSuccess: async (saved) => {
      void message.success(t('menus.draftSaved'));
      await keep(saved);
    },
    onError: tell,
  });
  const publish = useMutation({
    mutationFn: (note: string) =>
      request(MenuDetail, 'POST', `/admin/menus/${menu.menuId}/publish`, { draftRevision: menu.draftRevision, note }),
    onSuccess: async (saved) => {
      setPublishing(false);
      void message.success(t('menus.publishDone', { version: saved.publishedVersion }));
      await keep(saved);
    },
    onError: tell,
  });

  const change = (changed: MenuStep) =>
    setTree({ ...tree, steps: tree.steps.map((one) => (one.stepId === changed.stepId ? changed : one)) });
  const add = (kind: MenuStep['kind']) => {
    const stepId = freshId(tree);
    setTree({ ...tree, steps: [...tree.steps, freshStep(kind, stepId, t(`menus.kinds.${kind}`), tree)] });
    setOpenStep(stepId);
  };
  const remove = (stepId: string) => {
    setTree({ ...tree, steps: tree.steps.filter((one) => one.stepId !== stepId) });
    setOpenStep(tree.firstStep);
  };

  return (
    <div className="menu-editor">
      <div className="menu-bar">
        {isChanged ? (
          <Popconfirm title={t('menus.leaveSure')} onConfirm={onClose} cancelText={t('action.cancel')}>
            <Button icon={<ArrowLeftOutlined />}>{t('menus.back')}</Button>
          </Popconfirm>
        ) : (
          <Button icon={<ArrowLeftOutlined />} onClick={onClose}>
            {t('menus.back')}
          </Button>
        )}
        <strong>{nameOf(names)}</strong>
        <StateMark tone={menu.publishedVersion === null ? 'offline' : 'ready'}>
          {menu.publishedVersion === null
            ? t('menus.neverPublished')
            : t('menus.published', { version: menu.publishedVersion })}
        </StateMark>
        {isChanged ? (
          <StateMark tone="offered">{t('menus.unsaved')}</StateMark>
        ) : (
          menu.hasChanges && <StateMark tone="offered">{t('menus.hasChanges')}</StateMark>
        )}
        <span className="menu-bar-end">
          <ProblemMark problems={problems} />
          <Button onClick={() => setShowingVersions(true)}>{t('menus.versions')}</Button>
          <Button disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()} data-testid="menu-save">
            {t('menus.saveDraft')}
          </Button>
          <Button
            type="primary"
            disabled={isChanged || !menu.hasChanges || problems.length > 0}
            title={problems.length > 0 ? t('menus.publishBlocked', { count: problems.length }) : undefined}
            onClick={() => setPublishing(true)}
            data-testid="menu-publish"
          >
            {t('menus.publish')}
          </Button>
        </span>
      </div>
      <div className="menu-columns">
        <section className="panel">
          <div className="panel-head">{t('menus.steps')}</div>
          <div className="panel-body">
            <StepTree
              tree={tree}
              facts={facts}
              problems={problems}
              openStep={step?.stepId ?? ''}
              onOpen={setOpenStep}
            />
            <Select
              value={null}
              placeholder={`+ ${t('menus.addStep')}`}
              style={{ width: '100%', marginTop: 10 }}
              onChange={(kind: MenuStep['kind'] | null) => kind !== null && add(kind)}
              options={(['choice', 'say', 'collect', 'language'] as const).map((kind) => ({
                value: kind,
                label: t(`menus.kinds.${kind}`),
              }))}
            />
            <WholeMenu tree={tree} names={names} onChange={setTree} onRename={setNames} queues={facts.queues} />
            <Problems problems={problems.filter(({ stepId }) => stepId === '')} />
          </div>
        </section>
        <section className="panel">
          {step && (
            <StepForm
              key={step.stepId}
              step={step}
              tree={tree}
              facts={facts}
              problems={problems.filter(({ stepId }) => stepId === step.stepId)}
              onChange={change}
              onRemove={tree.steps.length > 1 && step.stepId !== tree.firstStep ? () => remove(step.stepId) : null}
            />
          )}
        </section>
        <section className="panel">
          <div className="panel-head">{t('menus.preview')}</div>
          <div className="panel-body">
            <MenuPreview tree={tree} facts={facts} />
          </div>
        </section>
      </div>
      {isPublishing && (
        <PublishDialog
          isPending={publish.isPending}
          onPublish={(note) => publish.mutate(note)}
          onClose={() => setPublishing(false)}
        />
      )}
      {isShowingVersions && (
        <MenuVersions
          menu={menu}
          onClose={() => setShowingVersions(false)}
          onRolledBack={(saved) => void keep(saved)}
        />
      )}
    </div>
  );
}

function ProblemMark({ problems }: { problems: MenuProblem[] }) {
  const { t } = useTranslation();
  return (
    <StateMark tone={problems.length === 0 ? 'ready' : 'alarm'}>
      {problems.length === 0 ? t('menus.noProblems') : t('menus.problems', { count: problems.length })}
    </StateMark>
  );
}

function PublishDialog({
  isPending,
  onPublish,
  onClose,
}: {
  isPending: boolean;
  onPublish: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      title={t('menus.publishTitle')}
      okText={t('menus.publish')}
      cancelText={t('action.cancel')}
      confirmLoading={isPending}
      onOk={() => onPublish(note)}
      onCancel={onClose}
    >
      <p className="quiet">{t('menus.publishHint')}</p>
      <Input
        value={note}
        maxLength={200}
        placeholder={t('menus.note')}
        aria-label={t('menus.note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  );
}

function WholeMenu({
  tree,
  names,
  queues,
  onChange,
  onRename,
}: {
  tree: MenuTree;
  names: { name: string; nameEn: string };
  queues: { queueId: string; name: string; nameEn: string; isActive: boolean }[];
  onChange: (tree: MenuTree) => void;
  onRename: (names: { name: string; nameEn: string }) => void;
}) {
  const { t } = useTranslation();
  return (
    <details className="menu-whole">
      <summary>{t('menus.settings')}</summary>
      <label>
        {t('admin.name')}
        <Input
          value={names.name}
          maxLength={64}
          onChange={(event) => onRename({ ...names, name: event.target.value })}
        />
      </label>
      <label>
        {t('admin.nameEn')}
        <Input
          value={names.nameEn}
          maxLength={64}
          onChange={(event) => onRename({ ...names, nameEn: event.target.value })}
        />
      </label>
      <label>
        {t('menus.languages')}
        <Select
          mode="multiple"
          value={tree.languages}
          onChange={(languages: MenuTree['languages']) => languages.length > 0 && onChange({ ...tree, languages })}
          options={callLanguages.map((value) => ({ value, label: t(`menus.languageNames.${value}`) }))}
        />
      </label>
      <label>
        {t('menus.firstStep')}
        <Select
          value={tree.firstStep}
          onChange={(firstStep: string) => onChange({ ...tree, firstStep })}
          options={tree.steps.map(({ stepId, name }) => ({ value: stepId, label: name }))}
        />
      </label>
      <label>
        {t('menus.fallbackQueue')}
        <Select
          value={tree.fallbackQueueId}
          onChange={(fallbackQueueId: string) => onChange({ ...tree, fallbackQueueId })}
          options={queues
            .filter(({ isActive }) => isActive)
            .map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
        />
      </label>
    </details>
  );
}

function freshId(tree: MenuTree): string {
  for (let nth = tree.steps.length + 1; ; nth += 1) {
    if (!tree.steps.some(({ stepId }) => stepId === `step-${nth}`)) return `step-${nth}`;
  }
}

function freshStep(kind: MenuStep['kind'], stepId: string, name: string, tree: MenuTree): MenuStep {
  const to = { kind: 'queue' as const, queueId: tree.fallbackQueueId, priority: null, needs: [] };
  if (kind === 'say') return { kind, stepId, name, prompts: [], next: to };
  const asking = { stepId, name, prompts: [], timeoutMs: 6000, rounds: 3, wrongKeyPrompts: [], otherwise: to };
  switch (kind) {
    case 'choice':
      return { ...asking, kind, choices: [{ digit: '1', label: '', to }] };
    case 'collect':
      return {
        ...asking,
        kind,
        what: 'customerNumber',
        minLength: 4,
        maxLength: 12,
        terminator: '#',
        nextDigitMs: 4000,
        next: to,
      };
    case 'language':
      return {
        ...asking,
        kind,
        choices: tree.languages.map((language, i) => ({ digit: String(i + 1), language, need: null })),
        next: to,
      };
  }
}
