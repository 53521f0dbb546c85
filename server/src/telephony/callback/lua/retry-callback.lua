--- @include match, callbacks
--[[ A callback is due: for the first time, if the end of its caller's call was missed, or again, if it did not reach
  its customer. It returns to its old place, or is given up.
  Args  callId, maxTries
  Reply result: queued | exhausted (the caller of the script ends it; the deadline stays until then) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'tries', 'isCallback', 'queueId', 'priority')
if c[1] == 'arrived' and c[3] == '1' and int(c[2]) >= maxTries then return reply({ result = 'exhausted' }) end
if not takeCallbackPlace(callId) then return reply({ result = 'gone' }) end
if int(c[2]) > 0 then emit('routing.callQueued', callId, '', { queueId = c[4], priority = int(c[5]) }) end
return reply({ result = 'queued', offers = matchCall(callId) })
