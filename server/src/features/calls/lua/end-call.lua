--[[ A call ends. The first to say so wins; the live state of the call is gone afterwards, its events remain.
  ARGV  callId, endedBy, cause, why ('' : of the overflow or closed line that it ends in),
        outcome ('' : answered when a seat talked, sentAway when the center itself has it, callback when
        one keeps the place, else abandoned), talkingGen ('' any state: else only a talk under this generation ends)
  Reply result: notTalking | ended (with what there is to clean up: channelId, the generations that rang or talked) | gone
  Safe to repeat. The seat goes to wrap-up when it talked, back to ready when it only rang. ]]
local callId, endedBy, cause, why, outcome = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId', 'agentId', 'gen', 'queueId', 'heldSince', 'answeredAt', 'callbackId', 'isCallback', 'number', 'placeAt')
local state, agentId, queueId = c[1], c[3] or '', c[5] or ''
if not state then return reply({ result = 'gone' }) end
if ARGV[7] and ARGV[7] ~= '' and (state ~= 'talking' or get(ck, 'talkingGen') ~= ARGV[7]) then return reply({ result = 'notTalking' }) end
if outcome == '' then
  outcome = state == 'talking' and 'answered' or c[8] and 'callback' or c[9] == '1' and 'notReached' or state == 'away' and (get(ck, 'awayWhy') == 'callback' and 'callback' or 'sentAway') or 'abandoned'
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
emit('call.ended', callId, state == 'talking' and agentId or '', { outcome = outcome, endedBy = endedBy, cause = cause, why = why })
drop('overflow:' .. callId, 'away:' .. callId)
drop('greet:' .. callId, 'menu:' .. callId, 'announce:' .. callId, 'goodbye:' .. callId, 'callback:' .. callId, 'dial:' .. callId)
redis.call('HDEL', key('channels'), c[2])
redis.call('SREM', key('calls'), callId)
local talkingGen = int(get(ck, 'talkingGen'))
redis.call('DEL', ck, key('passed', callId))
local offers = {}
for _, ring in ipairs(rings) do join(offers, freeSeat(ring[2])) end
if state == 'dialling' then
  gens[#gens + 1] = talkingGen
  join(offers, freeSeat(agentId))
end
if state == 'talking' then
  gens[#gens + 1] = talkingGen
  local ak = key('agent', agentId)
  local calls, talk = todayOf(ak)
  redis.call('HSET', ak, 'callsToday', calls + 1, 'talkToday', text(talk + now - int(c[7])), 'idleSince', text(now))
  local q = redis.call('HMGET', key('queue', queueId), 'wrapUpLimitMs', 'wrapUpMode')
  if q[2] == 'none' then
    emit('wrapUp.finished', callId, agentId, { categoryId = '', result = '', note = '', complete = true, wrapUpMs = 0 })
    join(offers, freeSeat(agentId))
  else
    local limit = q[2] == 'untilDone' and 0 or int(q[1])
    local deadline = limit > 0 and now + limit or 0
    redis.call('HSET', ak, 'wrapCall', callId, 'wrapStart', text(now), 'wrapDeadline', text(deadline), 'wrapMode', q[2] or '')
    if deadline > 0 then at('wrapUp:' .. agentId .. ':' .. callId, deadline) end
    redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline')
    emit('wrapUp.started', callId, agentId, { deadlineAtMs = deadline })
    moveAgent(agentId, 'wrapUp', '')
  end
end
return reply({ result = 'ended', outcome = outcome, stateWas = state, channelId = c[2], agentId = agentId, gens = gens, offers = offers })
