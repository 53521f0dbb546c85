import { useTranslation } from 'react-i18next';
import { AgentStatePanel } from '../../features/telephony/agents/agent-state-panel.tsx';
import { TalkingPanel } from '../../features/telephony/hold/talking-panel.tsx';
import { CoachedNote } from '../../features/telephony/coaching/coached-note.tsx';
import { isCoachingRole } from '../../features/telephony/coaching/coaching-role.ts';
import { useSeatView } from '../../features/desk-work/desk/seat.tsx';
import { HelpPanel } from '../../features/lead-room/help/help-panel.tsx';
import { MyCallsPanel } from '../../features/records/call-records/my-calls-panel.tsx';
import { ReadingAndNotes } from './reading-and-notes.tsx';
import { DialPanel } from '../../features/telephony/outbound/dial-panel.tsx';
import { ScreenPopPanel } from '../../features/desk-work/screen-pop/screen-pop-panel.tsx';
import { OpenWrapUpList } from '../../features/telephony/wrap-up/open-wrap-ups.tsx';
import { WrapUpPanel } from '../../features/telephony/wrap-up/wrap-up-panel.tsx';
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
