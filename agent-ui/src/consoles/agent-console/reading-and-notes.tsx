import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KnowledgePanel } from '../../features/desk-work/knowledge/knowledge-panel.tsx';
import { NotesPanel } from '../../features/desk-work/notes/notes-panel.tsx';
import { ScriptPanel } from '../../features/desk-work/script/script-panel.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';

const parts = ['notes', 'knowledge'] as const;

/** What to say, what to look up, and what to write down. */
export function ReadingAndNotes() {
  const { t } = useTranslation();
  const [part, setPart] = useState<(typeof parts)[number]>('notes');
  useShortcut('Alt+KeyB', () => setPart((shown) => (shown === 'notes' ? 'knowledge' : 'notes')));
  return (
    <div className="agent-console-aside">
      <ScriptPanel />
      <section className="panel notes">
        <div className="panel-head">
          <Segmented
            block
            size="small"
            style={{ flex: 1 }}
            value={part}
            onChange={setPart}
            options={parts.map((value) => ({ value, label: t(`${value}.title`), title: 'Alt+B' }))}
          />
        </div>
        {part === 'notes' ? <NotesPanel /> : <KnowledgePanel />}
      </section>
    </div>
  );
}
