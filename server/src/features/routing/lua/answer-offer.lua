--[[ Asterisk says that the seat's channel is up.
  ARGV  callId, offerGen
  Reply result: answered (with agentId, channelId, centerAnswered) | stale
  Safe to repeat: the second time the call is talking under the same generation and answers `answered` again. ]]
local callId, gen = ARGV[2], ARGV[3]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'gen', 'agentId', 'channelId', 'centerAnsweredAt', 'arrivedAt')
if c[2] ~= gen or (c[1] ~= 'offered' and c[1] ~= 'talking') then return reply({ result = 'stale' }) end
local answer = { result = 'answered', agentId = c[3], channelId = c[4], centerAnswered = c[5] and true or false, again = c[1] == 'talking' }
if c[1] == 'talking' then return reply(answer) end
dropOfferDeadline(callId, gen)
redis.call('ZREM', key('deadlines'), 'greet:' .. callId)
redis.call('HSET', ck, 'state', 'talking', 'answeredAt', text(now))
redis.call('HSET', key('agent', c[3]), 'callId', callId)
redis.call('HDEL', key('agent', c[3]), 'offeredAt', 'deadline')
emit('call.answered', callId, c[3], { offerGen = tonumber(gen), waitedMs = now - int(c[6]) })
moveAgent(c[3], 'talking', '')
return reply(answer)
