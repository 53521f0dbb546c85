import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import type { MenuFacts, MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { decideMove, type MenuHappening, type MenuPlace } from '@sansheng/shared/domain/menu-move';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { Keypad } from '../../../ui/keypad.tsx';
import { newestSound, usePromptLibrary } from './menu-queries.ts';
import { describeTarget } from './step-tree.tsx';

type Line =
  | { kind: 'says'; step: string; promptIds: string[]; language: CallLanguage }
  | { kind: 'caller'; text: string }
  | { kind: 'end'; text: string; promptIds: string[]; language: CallLanguage };
interface Walk {
  /** Null: the caller has left the menu. */
  place: MenuPlace | null;
  language: CallLanguage;
  lines: Line[];
}

/** A caller's way through the draft, by the same rule as for real callers. */
export function MenuPreview({ tree, facts }: { tree: MenuTree; facts: MenuFacts }) {
  const { t } = useTranslation();
  const [walk, setWalk] = useState(() => begin(tree));
  // A changed draft is replayed from its beginning.
  useEffect(() => setWalk(begin(tree)), [tree]);

  function meet(happening: MenuHappening): void {
    const { place, language, lines } = walk;
    if (place === null) return;
    const move = decideMove(tree, place, happening);
    const caller = happening.kind === 'digit' ? t('menus.presses', { digit: happening.digit }) : t('menus.waits');
    const told: Line[] = [...lines, { kind: 'caller', text: caller }];
    if (move.kind === 'nothing') return setWalk({ ...walk, lines: told });
    if (move.kind === 'listen') {
      const text = t('menus.typed', { digits: move.digits });
      return setWalk({ ...walk, place: { ...place, digits: move.digits }, lines: [...told, { kind: 'caller', text }] });
    }
    const { collected, language: chosen } = move.gain;
    if (collected) {
      const what = t(`menus.collected.${collected.what}`);
      told.push({ kind: 'caller', text: t('menus.gotNumber', { what, digits: collected.digits }) });
    }
    if (chosen) {
      told.push({ kind: 'caller', text: t('menus.gotLanguage', { language: t(`menus.languageNames.${chosen}`) }) });
    }
    const heard = chosen ?? language;
    if (move.kind === 'leave') {
      const text = `→ ${describeTarget(t, move.to, facts)}`;
      const promptIds = move.to.kind === 'hangUp' ? move.to.prompts : [];
      return setWalk({
        place: null,
        language: heard,
        lines: [...told, { kind: 'end', text, promptIds, language: heard }],
      });
    }
    const step = tree.steps.find(({ stepId }) => stepId === move.stepId);
    const promptIds = [...move.lead, ...(step?.prompts ?? [])];
    setWalk({
      place: { stepId: move.stepId, tries: move.tries, round: place.round + 1, digits: '' },
      language: heard,
      lines: [...told, { kind: 'says', step: step?.name ?? move.stepId, promptIds, language: heard }],
    });
  }

  return (
    <div className="menu-preview">
      <p className="quiet small">{t('menus.previewHint')}</p>
      <div className="menu-heard" role="log">
        {walk.lines.map((line, i) => (
          <div key={i} className={`heard-${line.kind}`}>
            {line.kind === 'says' && <b>{line.step}</b>}
            {line.kind !== 'says' && <span>{line.text}</span>}
            {line.kind !== 'caller' && <Sounds promptIds={line.promptIds} language={line.language} facts={facts} />}
          </div>
        ))}
        <div key={walk.lines.length} ref={(end) => end?.scrollIntoView({ block: 'nearest' })} />
      </div>
      <Keypad disabled={walk.place === null} onDigit={(digit) => meet({ kind: 'digit', digit })} />
      <div className="menu-preview-actions">
        <Button size="small" disabled={walk.place === null} onClick={() => meet({ kind: 'silence' })}>
          {t('menus.silence')}
        </Button>
        <Button size="small" onClick={() => setWalk(begin(tree))}>
          {t('menus.restart')}
        </Button>
      </div>
    </div>
  );
}

function begin(tree: MenuTree): Walk {
  const step = tree.steps.find(({ stepId }) => stepId === tree.firstStep);
  const language = tree.languages[0] ?? 'zh';
  return {
    place: step === undefined ? null : { stepId: step.stepId, tries: 1, round: 1, digits: '' },
    language,
    lines: step === undefined ? [] : [{ kind: 'says', step: step.name, promptIds: step.prompts, language }],
  };
}

/** The prompts, as text and as audio, one after the other. */
function Sounds({ promptIds, language, facts }: { promptIds: string[]; language: CallLanguage; facts: MenuFacts }) {
  const { t } = useTranslation();
  const library = usePromptLibrary().data?.prompts ?? [];
  const [playing, setPlaying] = useState<number | null>(null);
  const sounds = promptIds.map((promptId) => {
    const named = facts.prompts.find((one) => one.promptId === promptId);
    const sound = newestSound(
      library.find((one) => one.promptId === promptId),
      language,
    );
    return { promptId, name: named === undefined ? promptId : nameOf(named), sound };
  });
  const audible = sounds.flatMap(({ sound }) => (sound === null ? [] : [sound.url]));
  const current = playing === null ? undefined : audible[playing];
  if (sounds.length === 0) return null;
  return (
    <div className="heard-sounds">
      {sounds.map(({ promptId, name, sound }) => (
        <p key={promptId}>
          “{sound?.text || name}”{sound === null && <em> {t('menus.noSound')}</em>}
        </p>
      ))}
      {audible.length > 0 && (
        <Button
          size="small"
          type="text"
          icon={playing === null ? <PlayCircleOutlined /> : <PauseCircleOutlined />}
          onClick={() => setPlaying(playing === null ? 0 : null)}
        >
          {t(playing === null ? 'menus.play' : 'menus.stop')}
        </Button>
      )}
      {current !== undefined && (
        <audio
          key={current}
          autoPlay
          src={current}
          onEnded={() => setPlaying(playing !== null && playing + 1 < audible.length ? playing + 1 : null)}
          onError={() => setPlaying(null)}
        />
      )}
    </div>
  );
}
