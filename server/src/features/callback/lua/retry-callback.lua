--[[ A callback that did not reach its customer is due again: back to its old place, or given up.
  ARGV  callId, maxTries
  Reply result: queued | exhausted (its end is up to who asked; the deadline stays until then) | gone
  Safe to repeat. ]]
local callId = ARGV[2]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'tries', 'isCallback', 'queueId', 'priority')
if c[1] == 'arrived' and c[3] == '1' and int(c[2]) >= int(ARGV[3]) then return reply({ result = 'exhausted' }) end
drop('callback:' .. callId)
if c[1] ~= 'arrived' or c[3] ~= '1' then return reply({ result = 'gone' }) end
redis.call('HSET', ck, 'state', 'waiting')
enterLine(callId)
emit('routing.callQueued', callId, '', { queueId = c[4], priority = int(c[5]) })
return reply({ result = 'queued', offers = matchCall(callId) })
