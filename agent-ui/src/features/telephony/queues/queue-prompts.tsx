import { queuePromptSlots } from '@sansheng/shared/contracts/telephony/prompts';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { usePromptLibrary } from '../menu/menu-queries.ts';

/** Prompts of the library that a queue uses instead of the built-in ones. */
export function QueuePrompts() {
  const { t } = useTranslation();
  const recorded = (usePromptLibrary().data?.prompts ?? []).filter(({ versions }) => versions.length > 0);
  const options = recorded.map((prompt) => ({ value: prompt.promptId, label: nameOf(prompt) }));
  return (
    <section>
      <h3 className="admin-part">{t('admin.prompts')}</h3>
      <p className="quiet small">{t('admin.promptsHint')}</p>
      <div className="admin-numbers">
        {queuePromptSlots.map((slot) => (
          <Form.Item key={slot} name={['prompts', slot]} label={t(`admin.promptSlots.${slot}`)}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('admin.builtInPrompt')}
              options={options}
            />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="music" label={t('admin.music')} extra={t('admin.musicHint')}>
        <Select
          mode="multiple"
          maxCount={20}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('admin.builtInPrompt')}
          options={options}
        />
      </Form.Item>
    </section>
  );
}
