import { AudioOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import {
  type CallLanguage,
  callLanguages,
  Prompt,
  PROMPT_BYTES,
  PromptVersion,
} from '@sansheng/shared/contracts/telephony/prompts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Spin, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { nothing, Refused, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { usePromptLibrary } from '../menu/menu-queries.ts';
import '../menu/menu-editor.css';
import { NameFields } from '../../settings/setting-kit/name-fields.tsx';
import '../../settings/setting-kit/setting-kit.css';

/** All prompts with their recordings in each language. */
export function PromptSettings() {
  const { t } = useTranslation();
  const library = usePromptLibrary();
  const [isAdding, setAdding] = useState(false);
  if (library.error) return <Trouble error={library.error} onRetry={() => void library.refetch()} />;
  if (library.data === undefined) return <Spin />;
  const { prompts, canSpeak, canStore } = library.data;
  return (
    <>
      <div className="admin-bar">
        <span className="quiet">{t('menus.library.newestHint')}</span>
        <Button type="primary" icon={<PlusOutlined />} disabled={!canStore} onClick={() => setAdding(true)}>
          {t('menus.library.add')}
        </Button>
      </div>
      {!canStore && (
        <Alert type="warning" showIcon title={t('menus.library.cannotStore')} style={{ marginBottom: 10 }} />
      )}
      {canStore && !canSpeak && (
        <Alert type="info" showIcon title={t('menus.library.cannotSpeak')} style={{ marginBottom: 10 }} />
      )}
      {prompts.length === 0 && (
        <EmptyHint icon={<AudioOutlined />} title={t('menus.library.empty')}>
          {t('menus.library.emptyHint')}
        </EmptyHint>
      )}
      <div className="prompt-list">
        {prompts.map((prompt) => (
          <PromptPanel key={prompt.promptId} prompt={prompt} canSpeak={canSpeak} canStore={canStore} />
        ))}
      </div>
      {isAdding && <AddPrompt onClose={() => setAdding(false)} />}
    </>
  );
}

function PromptPanel({ prompt, canSpeak, canStore }: { prompt: Prompt; canSpeak: boolean; canStore: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [speaking, setSpeaking] = useState<CallLanguage | null>(null);
  const refuse = useSayRefusal();
  const remove = useMutation({
    mutationFn: () => request(nothing, 'DELETE', `/admin/prompts/${prompt.promptId}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['admin'] }),
    onError: refuse,
  });
  const isKept = prompt.versions.some(({ isUsed, source }) => isUsed || source === 'builtIn');
  return (
    <section className="panel">
      <div className="panel-head">
        {nameOf(prompt)} <code>{prompt.promptId}</code>
        {!isKept && (
          <span className="spread">
            <Popconfirm
              title={t('menus.library.removeSure', { name: nameOf(prompt) })}
              okText={t('action.remove')}
              cancelText={t('action.cancel')}
              onConfirm={() => remove.mutate()}
            >
              <Button type="link" size="small" danger>
                {t('action.remove')}
              </Button>
            </Popconfirm>
          </span>
        )}
      </div>
      <div className="panel-body prompt-languages">
        {callLanguages.map((language) => (
          <div key={language}>
            <h3>{t(`menus.languageNames.${language}`)}</h3>
            <Versions prompt={prompt} language={language} />
            <div className="prompt-actions">
              <UploadSound prompt={prompt} language={language} isDisabled={!canStore} />
              <Button size="small" icon={<AudioOutlined />} disabled={!canSpeak} onClick={() => setSpeaking(language)}>
                {t('menus.library.speak')}
              </Button>
            </div>
          </div>
        ))}
      </div>
      {speaking && <SpeakText prompt={prompt} language={speaking} onClose={() => setSpeaking(null)} />}
    </section>
  );
}

function Versions({ prompt, language }: { prompt: Prompt; language: CallLanguage }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refuse = useSayRefusal();
  const path = `/admin/prompts/${prompt.promptId}/${language}`;
  const remove = useMutation({
    mutationFn: (version: number) => request(nothing, 'DELETE', `${path}/${version}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['admin'] }),
    onError: refuse,
  });
  const versions = prompt.versions.filter((one) => one.language === language);
  if (versions.length === 0) return <p className="quiet">{t('menus.library.noVersion')}</p>;
  return (
    <ul className="prompt-versions">
      {versions.map(({ version, source, text, durationMs, isUsed }) => (
        <li key={version}>
          <div>
            <b>{t('menus.version', { version })}</b>{' '}
            <span className="quiet small">
              {t(`menus.library.${source}`)}
              {durationMs !== null && ` · ${t('menus.library.seconds', { n: (durationMs / 1000).toFixed(1) })}`}
            </span>
            {isUsed && <StateMark tone="ready">{t('menus.library.inUse')}</StateMark>}
            {!isUsed && source !== 'builtIn' && (
              <Popconfirm
                title={t('menus.library.removeVersionSure', { version })}
                okText={t('action.remove')}
                cancelText={t('action.cancel')}
                onConfirm={() => remove.mutate(version)}
              >
                <Button type="link" size="small" danger>
                  {t('action.remove')}
                </Button>
              </Popconfirm>
            )}
          </div>
          {text !== '' && <p>“{text}”</p>}
          <audio controls preload="none" src={`/api/v1${path}/${version}/audio`} />
        </li>
      ))}
    </ul>
  );
}

function useKeptVersion(onKept: () => void = () => {}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return async ({ version }: { version: number }) => {
    void message.success(t('menus.library.saved', { version }));
    onKept();
    await queries.invalidateQueries({ queryKey: ['admin'] });
  };
}

function UploadSound({
  prompt,
  language,
  isDisabled,
}: {
  prompt: Prompt;
  language: CallLanguage;
  isDisabled: boolean;
}) {
  const { t } = useTranslation();
  const refuse = useSayRefusal();
  const upload = useMutation({
    mutationFn: (file: Blob) => {
      if (file.size > PROMPT_BYTES) throw new Refused('tooLarge', 'file');
      return request(PromptVersion, 'POST', `/admin/prompts/${prompt.promptId}/${language}/upload`, file);
    },
    onSuccess: useKeptVersion(),
    onError: refuse,
  });
  return (
    <Upload
      accept=".wav,.mp3,audio/wav,audio/mpeg"
      showUploadList={false}
      disabled={isDisabled}
      beforeUpload={(file) => {
        upload.mutate(file);
        return Upload.LIST_IGNORE;
      }}
    >
      <Button
        size="small"
        icon={<UploadOutlined />}
        disabled={isDisabled}
        loading={upload.isPending}
        title={t('menus.library.uploadHint')}
      >
        {t('menus.library.upload')}
      </Button>
    </Upload>
  );
}

function SpeakText({ prompt, language, onClose }: { prompt: Prompt; language: CallLanguage; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(prompt.versions.find((one) => one.language === language)?.text ?? '');
  const speak = useMutation({
    mutationFn: () => request(PromptVersion, 'POST', `/admin/prompts/${prompt.promptId}/${language}/speech`, { text }),
    onSuccess: useKeptVersion(onClose),
  });
  return (
    <Modal
      open
      title={`${t('menus.library.speak')}${t('list.colon')}${nameOf(prompt)} (${t(`menus.languageNames.${language}`)})`}
      okText={t('menus.library.speak')}
      cancelText={t('action.cancel')}
      confirmLoading={speak.isPending}
      okButtonProps={{ disabled: text.trim() === '' }}
      onOk={() => speak.mutate()}
      onCancel={onClose}
    >
      {speak.error && <Trouble error={speak.error} />}
      <p className="quiet">{t('menus.library.speakHint')}</p>
      <Input.TextArea
        autoFocus
        value={text}
        maxLength={1000}
        showCount
        rows={4}
        aria-label={t('menus.library.text')}
        placeholder={t('menus.library.text')}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  );
}

function AddPrompt({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const add = useMutation({
    mutationFn: (values: object) => request(Prompt, 'POST', '/admin/prompts', values),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['admin'] });
    },
  });
  return (
    <Modal
      open
      title={t('menus.library.add')}
      okText={t('action.add')}
      cancelText={t('action.cancel')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {add.error && <Trouble error={add.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: object) => add.mutate(values)}>
        <Form.Item
          name="promptId"
          label={t('admin.id')}
          extra={t('admin.idHint')}
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, message: t('admin.idHint') }]}
        >
          <Input autoFocus />
        </Form.Item>
        <NameFields />
      </Form>
    </Modal>
  );
}
