--[[ A call ends. The first to say so wins; the live state of the call is gone afterwards, its events remain.
  ARGV  callId, endedBy, cause, why ('' : of the overflow or closed line that it ends in),
        outcome ('' : answered when a seat talked, sentAway when the center itself has it, callback when
        one keeps the place, notReached when the center dialled, else abandoned), talkingGen ('' any state: else only a talk under this generation ends)
  Reply result: notTalking (also when others in the call go on without this seat) | ended (with what there is to clean up: channelId, the generations that rang or talked; asksVote: the customer's
  line stays, see features/vote) | gone
  Safe to repeat. The seat goes to wrap-up when it talked, back to ready when it only rang; the seats of further legs go
  back to what they were. ]]
local callId, endedBy, cause, why, outcome = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId', 'agentId', 'gen', 'queueId', 'heldSince', 'answeredAt', 'callbackId', 'isCallback', 'number', 'placeAt')
local state, agentId, queueId = c[1], c[3] or '', c[5] or ''
if not state then return reply({ result = 'gone' }) end
if ARGV[7] and ARGV[7] ~= '' and (state ~= 'talking' or get(ck, 'talkingGen') ~= ARGV[7]) then return reply({ result = 'notTalking' }) end
local legs = legsOf(callId)
if ARGV[7] and ARGV[7] ~= '' and goesOnWith(legs) then return reply({ result = 'notTalking' }) end
if outcome == '' then
  outcome = (state == 'talking' or c[7]) and 'answered' or c[8] and 'callback' or (c[9] == '1' or get(ck, 'direction') ~= '') and 'notReached' or state == 'away' and (get(ck, 'awayWhy') == 'callback' and 'callback' or 'sentAway') or 'abandoned'
end
if why == '' and state == 'away' then why = get(ck, 'awayWhy') end
-- Whoever gave up has the place back when they ring again soon.
local number = c[10] or ''
if outcome == 'abandoned' and queueId ~= '' and number ~= '' then
  local oldPlaceMs = int(get(key('queue', queueId), 'oldPlaceMs'))
  if oldPlaceMs > 0 then redis.call('SET', key('place', queueId, number), c[11] or text(now), 'PX', oldPlaceMs) end
end
if c[9] == '1' then redis.call('HDEL', key('callback-of', queueId), number) end
if state ~= 'talking' then noteWait(callId, false) end
if state == 'waiting' then leaveLine(callId) end
local rings, gens = ringsOf(callId), {}
for _, ring in ipairs(rings) do
  gens[#gens + 1] = ring[1]
  dropOfferDeadline(callId, ring[1])
  emit('routing.offerWithdrawn', callId, ring[2], { offerGen = ring[1] })
end
if c[6] and c[6] ~= '' then emit('call.retrieved', callId, agentId, { heldMs = now - int(c[6]) }) end
local pausedSince = get(ck, 'pausedSince')
if pausedSince ~= '' then emit('recording.resumed', callId, agentId, { pausedMs = now - int(pausedSince), why = 'callEnded' }) end
emit('call.ended', callId, state == 'talking' and agentId or '', { outcome = outcome, endedBy = endedBy, cause = cause, why = why })
-- A seat that hangs up leaves its customer to vote: the call is over, the line stays. Its time: the question and some seconds.
local asksVote = endedBy == 'agent' and state == 'talking' and get(ck, 'direction') ~= 'internal' and (c[2] or '') ~= ''
  and get(key('queue', queueId), 'asksVote') == '1'
if asksVote then
  redis.call('HSET', key('vote', callId), 'channelId', c[2], 'agentId', agentId, 'language', get(ck, 'language'), 'asked', 1)
  at('vote:' .. callId, now + 18000)
  emit('vote.asked', callId, agentId, {})
end
drop('overflow:' .. callId, 'away:' .. callId, 'pause:' .. callId)
drop('seatAway:' .. callId .. ':' .. get(ck, 'talkingGen'))
drop('greet:' .. callId, 'menu:' .. callId, 'announce:' .. callId, 'goodbye:' .. callId, 'callback:' .. callId, 'dial:' .. callId)
if not asksVote then redis.call('HDEL', key('channels'), c[2]) end
if (c[2] or '') ~= '' then redis.call('SET', key('gone-channel', c[2]), callId, 'EX', 60) end
redis.call('SREM', key('calls'), callId)
local talkingGen, rejoinGen = int(get(ck, 'talkingGen')), int(get(ck, 'rejoinGen'))
if rejoinGen > 0 then gens[#gens + 1] = rejoinGen end
local isInternal, calleeId = get(ck, 'direction') == 'internal', get(ck, 'calleeId')
redis.call('DEL', ck, key('passed', callId))
local offers = {}
for _, ring in ipairs(rings) do join(offers, freeSeat(ring[2])) end
if state == 'dialling' then
  gens[#gens + 1] = talkingGen
  join(offers, freeSeat(agentId))
end
if state == 'talking' then
  if talkingGen > 0 then gens[#gens + 1] = talkingGen end
  -- A call that was handed to an outside number, or is on its way to the next seat, has none.
  -- A talk between colleagues is not written up.
  if isInternal then join(offers, freeSeat(agentId))
  elseif agentId ~= '' then join(offers, endTalk(callId, agentId, queueId, c[7])) end
end
if calleeId ~= '' then join(offers, releaseSeat(calleeId, callId, '')) end
for _, leg in ipairs(legs) do
  gens[#gens + 1] = leg.gen
  if leg.rejoin then gens[#gens + 1] = leg.rejoin end
  drop('leg:' .. callId .. ':' .. leg.gen)
  if hasSeat(leg) then join(offers, releaseSeat(leg.who, callId, '')) end
end
return reply({ result = 'ended', outcome = outcome, stateWas = state, channelId = c[2], agentId = agentId, gens = gens, asksVote = asksVote, offers = offers })
