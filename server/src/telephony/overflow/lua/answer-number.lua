--[[ The outside number that a call was forwarded to has answered.
  Args  callId
  Reply result: answered (with channelId, wasGreeted: the center has answered before) | gone (the center no longer has
        the call for that)
  Safe to repeat: appended to the stream once. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'awayTo', 'channelId', 'numberAnsweredAt', 'centerAnsweredAt')
if c[1] ~= 'away' or c[2] ~= 'number' then return reply({ result = 'gone' }) end
drop('away:' .. callId, 'greet:' .. callId)
if not c[4] then
  redis.call('HSET', ck, 'numberAnsweredAt', text(now))
  emit('routing.numberAnswered', callId, '', {})
end
return reply({ result = 'answered', channelId = c[3], wasGreeted = c[5] and true or false })
