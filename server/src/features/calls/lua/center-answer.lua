--[[ The center itself answers: greeting, then music. Decides only; who called must act on `greet`.
  ARGV  callId
  Reply result: greet (with channelId) | answered (somebody or the center has) | gone
  Safe to repeat: greets once. ]]
local callId = ARGV[2]
local ck = key('call', callId)
redis.call('ZREM', key('deadlines'), 'greet:' .. callId)
local c = redis.call('HMGET', ck, 'state', 'centerAnsweredAt', 'channelId')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] == 'talking' or c[2] then return reply({ result = 'answered' }) end
redis.call('HSET', ck, 'centerAnsweredAt', text(now))
emit('call.centerAnswered', callId, '', {})
planAnnouncement(callId)
return reply({ result = 'greet', channelId = c[3] })
