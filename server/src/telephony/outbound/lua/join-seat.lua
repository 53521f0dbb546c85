--- @include legs, asking
--[[ The phone of the seat that places a call is on the line: the other side has to be dialled.
  Args  callId, dialLimitMs (not reached by then counts as not reached)
  Reply result: dial (with channelId of the other side, still to be created) | colleagueBusy | stale
  Safe to repeat: the second time answers dial with the same channel. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'direction', 'agentId', 'calleeId', 'dialledAt', 'queueId')
if c[1] ~= 'dialling' or not c[2] then return reply({ result = 'stale' }) end
if c[5] then return reply({ result = 'dial', channelId = get(ck, 'channelId') }) end
local channelId = 'customer-' .. callId .. '.1'
local deadline = now + dialLimitMs
if c[4] ~= '' then
  if whyNotAsked(c[4], callId) then return reply({ result = 'colleagueBusy' }) end
  -- A seat's line like the other's, so that either may own the call (takeSide).
  local gen = redis.call('HINCRBY', ck, 'gen', 1)
  channelId = seatChannel(callId, gen)
  reserveSeat(c[4], callId, gen, deadline)
end
redis.call('HSET', ck, 'channelId', channelId, 'dialledAt', text(now))
redis.call('HSET', key('channels'), channelId, callId)
at('dial:' .. callId, deadline)
touchSeat(c[3])
emit('outbound.dialled', callId, c[3], {})
return reply({ result = 'dial', channelId = channelId })
