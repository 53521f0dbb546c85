--- @include waits
--[[ It is time to announce the position to a waiting caller, and to plan the next announcement.
  Args  callId, estimateMs (0: none), isSaid, namesKey (the words name the call-back key)
  Reply result: speak (with channelId, position) | later (a seat is being rung) | over (not waiting any more)
  A repeat announces it once more. ]]
drop('announce:' .. callId)
local c = redis.call('HMGET', key('call', callId), 'state', 'channelId', 'queueId')
if c[1] ~= 'waiting' and c[1] ~= 'offered' then return reply({ result = 'over' }) end
planAnnouncement(callId)
local rank = redis.call('ZRANK', key('waiting', c[3]), callId)
if not rank then return reply({ result = 'later' }) end
if namesKey then redis.call('HSET', key('call', callId), 'callbackOffered', c[3]) end
emit('waiting.announced', callId, '', { queueId = c[3], position = rank + 1, estimateMs = estimateMs, isSaid = isSaid })
return reply({ result = 'speak', channelId = c[2], position = rank + 1 })
