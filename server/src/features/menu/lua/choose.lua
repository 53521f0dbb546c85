--[[ A caller has chosen from a menu, or is passed on without a choice.
  ARGV  callId, digit ('' : passed on), queueId
  Reply result: chosen (with round, channelId) | notInMenu
  Safe to repeat: the first choice counts. ]]
local callId, digit, queueId = ARGV[2], ARGV[3], ARGV[4]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'menu', 'menuRound', 'channelId')
redis.call('ZREM', key('deadlines'), 'menu:' .. callId)
if c[1] ~= 'arrived' or not c[2] then return reply({ result = 'notInMenu' }) end
redis.call('HDEL', ck, 'menu')
emit('call.menuChosen', callId, '', { menu = c[2], digit = digit, queueId = queueId })
return reply({ result = 'chosen', round = int(c[3]), channelId = c[4] })
