--- @include waiting, rings, match, settle, waits, callbacks, legs, leg-changes, talks
--[[ A call ends. The first to request it wins; afterwards the live state of the call is gone, its events remain.
  Args  callId, endedBy, cause, why ('' : the reason of the overflow or closed line in which it ends), outcome ('' :
        answered when a seat talked, sentAway when the center itself has it, callback when a callback keeps the place,
        notReached when the center dialled, else abandoned), talkingGen ('' any state: else only a conversation under
        this generation ends), voteMs (the customer's time for the vote)
  Reply result: ended (with what there is to clean up: channelId, the generations that rang or talked; asksVote: the
        customer's line stays, see telephony/vote) | notTalking (also when others in the call go on without this seat)
        | gone
  Safe to repeat. The seat goes to wrap-up when it talked, back to ready when it only rang; the seats of further legs
  return to their former state. ]]
local ck = key('call', callId)
local names = { 'state', 'channelId', 'agentId', 'queueId', 'canonical', 'direction', 'isCallback', 'callbackId', 'placeAt', 'awayWhy',
  'talkingGen', 'rejoinGen', 'answeredAt', 'pausedSince', 'calleeId', 'language', 'dialledAt', 'calleeRejoinGen' }
local values, c = redis.call('HMGET', ck, unpack(names)), {}
for i, name in ipairs(names) do c[name] = values[i] or '' end
local state, agentId, queueId, number, channelId = c.state, c.agentId, c.queueId, c.canonical, c.channelId
if state == '' then return reply({ result = 'gone' }) end
local legs = legsOf(callId)
if talkingGen ~= '' and (state ~= 'talking' or c.talkingGen ~= talkingGen or goesOnWith(legs)) then return reply({ result = 'notTalking' }) end
if outcome == '' then
  if state == 'talking' or c.answeredAt ~= '' then outcome = 'answered'
  elseif c.callbackId ~= '' then outcome = 'callback'
  elseif c.isCallback == '1' or c.direction ~= '' then outcome = 'notReached'
  elseif state == 'away' then outcome = c.awayWhy == 'callback' and 'callback' or 'sentAway'
  else outcome = 'abandoned' end
end
if why == '' and state == 'away' then why = c.awayWhy end
-- A caller who gave up gets the place back when ringing again soon; one who withholds the number cannot be recognized.
if outcome == 'abandoned' and queueId ~= '' and number ~= '' then
  local oldPlaceMs = int(get(key('queue', queueId), 'oldPlaceMs'))
  if oldPlaceMs > 0 then redis.call('SET', key('place', queueId, number), c.placeAt ~= '' and c.placeAt or text(now), 'PX', oldPlaceMs) end
end
if c.isCallback == '1' then forgetCallback(callId, queueId, number) end
if state ~= 'talking' then noteWait(callId, false) end
if state == 'waiting' then leaveLine(callId) end
local rings, gens = ringsOf(callId), {}
for _, ring in ipairs(rings) do
  gens[#gens + 1] = ring[1]
  withdrawRing(callId, ring)
end
endHold(callId, agentId)
if c.pausedSince ~= '' then emit('recording.resumed', callId, agentId, { pausedMs = now - int(c.pausedSince), why = 'callEnded' }) end
emit('call.ended', callId, state == 'talking' and agentId or '', { outcome = outcome, endedBy = endedBy, cause = cause, why = why })
-- After a seat hangs up its customer may vote: the call is over, the line stays. The time: the question and some
-- seconds.
local asksVote = endedBy == 'agent' and state == 'talking' and c.direction ~= 'internal' and channelId ~= ''
  and get(key('queue', queueId), 'asksVote') == '1'
if asksVote then
  redis.call('HSET', key('vote', callId), 'channelId', channelId, 'agentId', agentId, 'language', c.language, 'asked', 1)
  at('vote:' .. callId, now + voteMs)
  emit('vote.asked', callId, agentId, {})
end
drop('greet:' .. callId, 'overflow:' .. callId, 'menu:' .. callId, 'announce:' .. callId, 'away:' .. callId, 'goodbye:' .. callId,
  'callback:' .. callId, 'dial:' .. callId, 'pause:' .. callId, 'seatAway:' .. callId .. ':' .. c.talkingGen)
if channelId ~= '' then
  if not asksVote then redis.call('HDEL', key('channels'), channelId) end
  redis.call('SET', key('gone-channel', channelId), callId, 'EX', 86400)
end
redis.call('SREM', key('calls'), callId)
redis.call('DEL', ck, key('passed-by', callId))
local offers = {}
if c.callbackId ~= '' and takeCallbackPlace(c.callbackId) then offers = matchCall(c.callbackId) end
for _, ring in ipairs(rings) do join(offers, freeSeat(ring[2])) end
for _, gen in ipairs({ int(c.rejoinGen), int(c.calleeRejoinGen) }) do if gen > 0 then gens[#gens + 1] = gen end end
if (state == 'dialling' or state == 'talking') and int(c.talkingGen) > 0 then gens[#gens + 1] = int(c.talkingGen) end
-- A call that was handed to an outside number, or is on its way to the next seat, has no seat. An internal call has no
-- wrap-up, nor has one whose customer was not even dialled, nor an attempt of a callback.
if agentId ~= '' then
  if state == 'dialling' and c.direction == 'outbound' and c.dialledAt ~= '' then join(offers, beginWrapUp(callId, agentId, queueId, false))
  elseif state == 'talking' and c.direction == 'internal' then join(offers, releaseSeat(agentId, callId, ''))
  elseif state == 'dialling' then join(offers, freeSeat(agentId))
  elseif state == 'talking' then join(offers, endTalk(callId, agentId, queueId, c.answeredAt)) end
end
if c.calleeId ~= '' then join(offers, releaseSeat(c.calleeId, callId, '')) end
for _, leg in ipairs(legs) do
  gens[#gens + 1] = leg.gen
  if leg.rejoin then gens[#gens + 1] = leg.rejoin end
  drop('leg:' .. callId .. ':' .. leg.gen)
  if hasSeat(leg) then join(offers, releaseSeat(leg.who, callId, '')) end
end
return reply({ result = 'ended', outcome = outcome, stateWas = state, channelId = channelId, agentId = agentId, gens = gens, asksVote = asksVote, offers = offers })
