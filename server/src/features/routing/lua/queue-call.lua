--[[ Put an arrived call into a queue and look for a seat at once.
  ARGV  callId, queueId, priority
  Reply result: queued | full | noQueue | gone | wrongState
  Safe to repeat: a call that is in a queue already answers wrongState and stays where it is. ]]
local callId, queueId, priority = ARGV[2], ARGV[3], tonumber(ARGV[4])
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'arrivedAt')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] ~= 'arrived' then return reply({ result = 'wrongState' }) end
local q = redis.call('HMGET', key('queue', queueId), 'sizeLimit', 'priority')
if not q[1] then return reply({ result = 'noQueue' }) end
if priority < 0 then priority = int(q[2]) end
if redis.call('ZCARD', key('waiting', queueId)) >= int(q[1]) then return reply({ result = 'full' }) end
-- Priority 9 first, then by first arrival. 1e13 ms lies far beyond any arrival, so priorities never overlap.
local score = (9 - priority) * 1e13 + int(c[2])
redis.call('HSET', ck, 'state', 'waiting', 'queueId', queueId, 'priority', priority, 'score', text(score))
redis.call('ZADD', key('waiting', queueId), text(score), callId)
emit('routing.callQueued', callId, '', { queueId = queueId, priority = priority })
return reply({ result = 'queued', offers = match({ queueId }) })
