--- @include waiting, match
--[[ Change the priority of a waiting call by hand; its place changes at once.
  Args  callId, priority (0 to 9)
  Reply result: changed (with the priority before) | notWaiting
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'placeAt', 'queueId', 'priority')
if c[1] ~= 'waiting' then return reply({ result = 'notWaiting' }) end
if int(c[4]) == priority then return reply({ result = 'changed', before = priority }) end
leaveLine(callId)
redis.call('HSET', ck, 'priority', priority, 'score', text(placeScore(get(key('queue', c[3]), 'headStartMs'), priority, c[2])))
enterLine(callId)
emit('routing.priorityChanged', callId, '', { priority = priority })
return reply({ result = 'changed', before = int(c[4]), offers = matchCall(callId) })
