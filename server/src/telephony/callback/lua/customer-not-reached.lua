--- @include settle
--[[ A dialled customer did not answer, or the seat hung up before. The seat is free again; the callback is retried
  later, or given up at that time if no attempts are left.
  Args  callId, cause (Q.850), maxTries, retryMs
  Reply result: notReached (with agentId, offerGen, channelId) | stale
  Safe to repeat. ]]
drop('dial:' .. callId)
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'talkingGen', 'channelId', 'tries')
if c[1] ~= 'dialling' then return reply({ result = 'stale' }) end
emit('callback.notReached', callId, c[2], { attempt = int(c[5]), cause = cause })
redis.call('HDEL', key('channels'), c[4])
redis.call('HSET', ck, 'state', 'arrived', 'channelId', '')
redis.call('HDEL', ck, 'agentId', 'talkingGen', 'offeredAt', 'deadline', 'dialledAt')
redis.call('DEL', key('passed-by', callId))
at('callback:' .. callId, int(c[5]) >= maxTries and now or now + retryMs)
return reply({ result = 'notReached', agentId = c[2], offerGen = int(c[3]), channelId = c[4], offers = freeSeat(c[2]) })
