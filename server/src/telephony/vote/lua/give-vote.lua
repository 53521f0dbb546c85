--[[ The customer presses a key after the conversation.
  Args  callId, digit, thanksMs (by then the customer is hung up, whatever happened to the thanks)
  Reply result: given (with channelId) | ignored (no vote in progress, already given, or the key is not valid)
  Safe to repeat: the first valid key is the vote. ]]
local vk, score = key('vote', callId), tonumber(digit)
local v = redis.call('HMGET', vk, 'channelId', 'agentId', 'score')
if not v[1] or v[3] or not score or score < 1 or score > 5 then return reply({ result = 'ignored' }) end
redis.call('HSET', vk, 'score', score)
at('vote:' .. callId, now + thanksMs)
emit('vote.given', callId, v[2], { score = score })
return reply({ result = 'given', channelId = v[1] })
