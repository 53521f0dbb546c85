--- @include waiting, callbacks, queueing
--[[ Put an arrived call into a queue and look for a seat at once.
  Args  callId, queueId, priority (-1: the queue's own), needs (JSON list of skill, level, relax; '' the queue's own),
        ownAgent ('' none)
  Reply result: queued | full | noQueue | gone | wrongState
  Safe to repeat: a call that is already in a queue answers wrongState and stays where it is. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'arrivedAt', 'canonical')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] ~= 'arrived' then return reply({ result = 'wrongState' }) end
local q = redis.call('HMGET', key('queue', queueId), 'sizeLimit', 'priority', 'headStartMs', 'ownSeatWaitMs', 'overflowMs')
if not q[1] then return reply({ result = 'noQueue' }) end
if priority < 0 then priority = int(q[2]) end
if redis.call('ZCARD', key('waiting', queueId)) >= int(q[1]) then return reply({ result = 'full' }) end
local oldPlace = takeOldPlace(queueId, c[3] or '')
local placeAt = oldPlace or int(c[2])
local score = placeScore(q[3], priority, placeAt)
redis.call('HSET', ck, 'state', 'waiting', 'queueId', queueId, 'priority', priority, 'score', text(score), 'needs', needs,
  'placeAt', text(placeAt), 'queuedAt', text(now))
if ownAgent ~= '' and int(q[4]) > 0 then redis.call('HSET', ck, 'ownAgent', ownAgent, 'ownUntil', text(now + int(q[4]))) end
enterLine(callId)
if int(q[5]) > 0 then at('overflow:' .. callId, now + int(q[5])) end
emit('routing.callQueued', callId, '', { queueId = queueId, priority = priority })
if oldPlace then emit('waiting.oldPlaceGiven', callId, '', { queueId = queueId, placeAtMs = oldPlace }) end
return reply({ result = 'queued', offers = matchQueued(callId) })
