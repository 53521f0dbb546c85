--- @include waiting, queueing
--[[ Move a call to another queue in one step. Its first arrival is kept, so it is placed as if it had always waited
  there.
  Args  callId, fromQueueId (where it must be waiting, or was about to go), toQueueId, why
  Reply result: moved | full | noQueue | movedEnough | served (rings at a seat, talks, or is a callback) | elsewhere (in
        another queue) | gone
  Safe to repeat: a call that has been moved answers `elsewhere` and stays where it is. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'queueId', 'arrivedAt', 'priority', 'moves', 'placeAt', 'isCallback')
local state = c[1]
if not state then
  drop('overflow:' .. callId)
  return reply({ result = 'gone' })
end
-- A callback stays in the queue in which it was promised.
if state == 'offered' or state == 'dialling' or state == 'talking' or c[7] == '1' then return reply({ result = 'served' }) end
if state ~= 'arrived' and c[2] ~= fromQueueId then return reply({ result = 'elsewhere' }) end
-- Queues that overflow into each other must not send a caller round for ever.
if int(c[5]) >= 3 then return reply({ result = 'movedEnough' }) end
local q = redis.call('HMGET', key('queue', toQueueId), 'sizeLimit', 'priority', 'headStartMs', 'overflowMs')
if not q[1] then return reply({ result = 'noQueue' }) end
if redis.call('ZCARD', key('waiting', toQueueId)) >= int(q[1]) then return reply({ result = 'full' }) end
if state == 'waiting' then leaveLine(callId) end
local priority = math.max(int(c[4]), int(q[2]))
-- A call that was moved before it was queued has no place yet.
local placeAt = c[6] or c[3]
redis.call('HSET', ck, 'state', 'waiting', 'queueId', toQueueId, 'priority', priority, 'moves', int(c[5]) + 1,
  'score', text(placeScore(q[3], priority, placeAt)), 'needs', '',
  'placeAt', placeAt, 'queuedAt', text(now))
redis.call('HDEL', ck, 'position', 'ownAgent', 'ownUntil', 'awayTo', 'awayWhy')
-- A key on a closed line has led here.
if why == 'closed' then redis.call('HSET', ck, 'keyedAt', text(now)) end
enterLine(callId)
drop('away:' .. callId, 'overflow:' .. callId)
if int(q[4]) > 0 then at('overflow:' .. callId, now + int(q[4])) end
emit('routing.callOverflowed', callId, '', { fromQueueId = fromQueueId, to = 'queue', toQueueId = toQueueId, number = '', why = why })
return reply({ result = 'moved', offers = matchQueued(callId) })
