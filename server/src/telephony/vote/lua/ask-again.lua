--[[ The time for a vote has passed: the customer is asked once more, then the vote is over.
  Args  callId, waitMs
  Reply result: again (with channelId) | over (given, or asked twice) | gone
  Safe to repeat. ]]
local vk = key('vote', callId)
local v = redis.call('HMGET', vk, 'channelId', 'score', 'asked')
if not v[1] then
  drop('vote:' .. callId)
  return reply({ result = 'gone' })
end
if v[2] or int(v[3]) >= 2 then return reply({ result = 'over' }) end
redis.call('HSET', vk, 'asked', 2)
at('vote:' .. callId, now + waitMs)
return reply({ result = 'again', channelId = v[1] })
