--[[ The customer has voted and been thanked, has hung up, or has not voted in time.
  Args  callId, why ('hungUp' | 'noAnswer': there is no vote)
  Reply result: ended (with channelId, to be hung up) | gone
  Safe to repeat. ]]
local vk = key('vote', callId)
drop('vote:' .. callId)
local v = redis.call('HMGET', vk, 'channelId', 'agentId', 'score')
if not v[1] then return reply({ result = 'gone' }) end
if not v[3] then emit('vote.missed', callId, v[2], { why = why }) end
redis.call('DEL', vk)
redis.call('HDEL', key('channels'), v[1])
return reply({ result = 'ended', channelId = v[1] })
