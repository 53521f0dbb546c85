--- @include seats, match
--[[ Redis has lost everything: a seat is put back as it stood. Who was in a call that is not there any more, or was rung, is as
  after that call.
  Args  agentId, seat (its hash)
  Reply result: restored | known (it has done something since) | notKept
  Safe to repeat: the second time the seat is known. ]]
local ak = key('agent', agentId)
local is = redis.call('HMGET', ak, 'state', 'reason', 'since', 'seq')
-- Its page may have been heard before this: then it is signed in, and no more.
if is[1] and (is[1] ~= 'notReady' or is[2] ~= 'signedIn' or redis.call('HEXISTS', ak, 'restored') == 1) then return reply({ result = 'known' }) end
local state, silentMs = seat.state or '', int(seat.silentMs)
if state == '' or state == 'offline' or silentMs == 0 then return reply({ result = 'notKept' }) end
local callId = seat.callId or ''
local isInTalk = state == 'talking' and get(key('call', callId), 'state') == 'talking'
local isKept = isInTalk or state == 'wrapUp' or state == 'notReady'
for field, value in pairs(seat) do redis.call('HSET', ak, field, value) end
-- Its browser has not been silent: nobody was there to hear it.
redis.call('HSET', ak, 'seen', text(now), 'restored', '1', 'seq', text(math.max(int(seat.seq), int(is[4]))))
touchSeat(agentId)
redis.call('SADD', key('agents'), agentId)
at('life:' .. agentId, now + (state == 'notReady' and 12 or 1) * silentMs)
if state == 'wrapUp' and int(seat.wrapDeadline) > 0 then at('wrapUp:' .. agentId .. ':' .. callId, int(seat.wrapDeadline)) end
if isKept then
  -- Its page and the figures have heard that it has just signed in.
  if is[1] and is[1] .. is[2] ~= state .. (seat.reason or '') then
    emit('agent.stateChanged', '', agentId, { from = is[1], to = state, reason = seat.reason or '', lastedMs = now - int(is[3]) })
  end
  return reply({ result = 'restored' })
end
redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline', 'pickedUp', 'backState', 'backReason')
redis.call('HSET', ak, 'state', 'notReady', 'reason', '')
moveAgent(agentId, 'ready', '')
return reply({ result = 'restored', offers = matchSeat(agentId) })
