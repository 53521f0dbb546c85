--- @include seats
--[[ The dialled party has answered: the customer of a callback or of a seat's call, or a colleague.
  Args  callId, channelId
  Reply result: reached (with agentId, offerGen) | stale (this channel is not the one being dialled)
  Safe to repeat: the second time the call is talking with this channel and answers `reached` again. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId', 'agentId', 'talkingGen', 'arrivedAt')
if (c[1] ~= 'dialling' and c[1] ~= 'talking') or c[2] ~= channelId then return reply({ result = 'stale' }) end
if c[1] == 'dialling' then
  drop('dial:' .. callId)
  redis.call('HSET', ck, 'state', 'talking', 'answeredAt', text(now))
  touchSeat(c[3])
  local calleeId = get(ck, 'calleeId')
  if calleeId ~= '' then
    redis.call('HDEL', key('agent', calleeId), 'offeredAt', 'deadline')
    moveAgent(calleeId, 'talking', '')
  end
  emit('call.answered', callId, c[3], { offerGen = int(c[4]), waitedMs = now - int(c[5]) })
end
return reply({ result = 'reached', agentId = c[3], offerGen = int(c[4]) })
