import { useTranslation } from 'react-i18next';
import { AgentStatePanel } from '../../features/agent-state/agent-state-panel.tsx';
import { TalkingPanel } from '../../features/call-controls/talking-panel.tsx';
import { CoachedNote } from '../../features/coaching/coached-note.tsx';
import { isCoachingRole } from '../../features/coaching/coaching-role.ts';
import { useSeatView } from '../../features/desk/seat.tsx';
import { HelpPanel } from '../../features/help/help-panel.tsx';
import { MyCallsPanel } from '../../features/my-calls/my-calls-panel.tsx';
import { ReadingAndNotes } from './reading-and-notes.tsx';
import { DialPanel } from '../../features/outbound/dial-panel.tsx';
import { ScreenPopPanel } from '../../features/screen-pop/screen-pop-panel.tsx';
import { OpenWrapUpList } from '../../features/wrap-up/open-wrap-ups.tsx';
import { WrapUpPanel } from '../../features/wrap-up/wrap-up-panel.tsx';
import './agent-console.css';

/** Phone and state on the left, the customer in the middle, notes on the right, the day's calls below. */
export function AgentConsole() {
  const { t } = useTranslation();
  const desk = useSeatView((view) => view.desk);
  return (
    <div className="agent-console">
      <div className="agent-console-phone">
        <AgentStatePanel />
        {desk?.call && !isCoachingRole(desk.call.role) && <TalkingPanel key={desk.call.callId} call={desk.call} />}
        {desk?.call?.role === 'main' && <CoachedNote legs={desk.call.legs} />}
        {desk?.call?.role === 'main' && !desk.call.isDialling && (
          <HelpPanel callId={desk.call.callId} help={desk.help} />
        )}
        {desk !== null && (desk.state === 'ready' || desk.state === 'notReady') && <DialPanel desk={desk} />}
        {desk?.wrapUp && <WrapUpPanel key={desk.wrapUp.callId} wrapUp={desk.wrapUp} />}
        <OpenWrapUpList />
        {desk?.state === 'notReady' && !desk.wrapUp && <p className="agent-console-hint">{t('agentState.sayReady')}</p>}
      </div>
      <ScreenPopPanel />
      <ReadingAndNotes />
      <MyCallsPanel />
    </div>
  );
}
