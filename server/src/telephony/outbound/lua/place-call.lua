--- @include seats, rings
--[[ A seat places a call: to a customer, or to a colleague's seat. Its own phone is rung first and answers by itself.
  Args  callId, agentId, call (direction, node, hotline, number, callee (counted against the limits), e164,
        calleeId ('' a customer), queueId, ringCycleMs), seatMs (for the seat's own phone), limits (minute, hour, day)
  Reply result: placed (with the seat to ring) | wrongState | phoneNotRegistered | microphoneMissing | calleeLimit (with
        per) | colleagueAway | colleagueBusy
  Safe to repeat: an existing call answers placed and rings nobody again. A refused call is not counted. ]]
local ck, ak = key('call', callId), key('agent', agentId)
if redis.call('EXISTS', ck) == 1 then return reply({ result = 'placed' }) end
local a = redis.call('HMGET', ak, 'state', 'reason')
if a[1] ~= 'ready' and a[1] ~= 'notReady' then return reply({ result = 'wrongState' }) end
local dead = whyNotAlive(agentId)
if dead then return reply({ result = dead == 'noMicrophone' and 'microphoneMissing' or 'phoneNotRegistered' }) end
if call.calleeId ~= '' then
  local state = get(key('agent', call.calleeId), 'state')
  if state ~= 'ready' and state ~= 'notReady' then
    return reply({ result = (state == '' or state == 'offline') and 'colleagueAway' or 'colleagueBusy' })
  end
  if whyNotAlive(call.calleeId) then return reply({ result = 'colleagueAway' }) end
else
  local dialled = key('dialled', call.callee)
  redis.call('ZREMRANGEBYSCORE', dialled, '-inf', text(now - 86400000))
  for _, span in ipairs({ { 'minute', 60000 }, { 'hour', 3600000 }, { 'day', 86400000 } }) do
    local count = redis.call('ZCOUNT', dialled, '(' .. text(now - span[2]), '+inf')
    if count >= int(limits[span[1]]) then return reply({ result = 'calleeLimit', per = span[1] }) end
  end
  redis.call('ZADD', dialled, text(now), callId)
  redis.call('PEXPIRE', dialled, 86400000)
end
redis.call('SADD', key('calls'), callId)
redis.call('HSET', ck, 'state', 'dialling', 'direction', call.direction, 'channelId', '', 'node', call.node, 'hotline', call.hotline,
  'number', call.number, 'canonical', call.callee, 'e164', call.e164, 'calleeId', call.calleeId, 'queueId', call.queueId, 'agentId', agentId, 'arrivedAt', text(now),
  'ringCycle', call.ringCycleMs, 'gen', 1, 'talkingGen', 1, 'tries', 0)
at('dial:' .. callId, now + seatMs)
emit('outbound.placed', callId, agentId, { direction = call.direction, node = call.node, hotline = call.hotline, queueId = call.queueId,
  number = call.number, e164 = call.e164, calleeId = call.calleeId, ringCycleMs = call.ringCycleMs })
keepForAfter(agentId)
redis.call('HSET', ak, 'callId', callId, 'offerGen', 1)
moveAgent(agentId, 'talking', '')
return reply({ result = 'placed', offers = { offerOf(callId, agentId, 1, seatMs) } })
