--- @include waits
--[[ The center itself answers: greeting, then music. Only decides; the caller of the script must act on `greet`.
  Args  callId
  Reply result: greet (with channelId) | answered (somebody or the center has) | gone
  Safe to repeat: greets once. ]]
local ck = key('call', callId)
-- A menu, a closed line or a queue that greets at once answers before the third ring.
local due = redis.call('ZSCORE', key('deadlines'), 'greet:' .. callId)
drop('greet:' .. callId)
local c = redis.call('HMGET', ck, 'state', 'centerAnsweredAt', 'channelId', 'queueId')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] == 'talking' or c[2] then return reply({ result = 'answered' }) end
redis.call('HSET', ck, 'centerAnsweredAt', text(now))
emit('call.centerAnswered', callId, '', { queueId = c[4] or '', isThirdRing = due and tonumber(due) <= now or false })
planAnnouncement(callId)
return reply({ result = 'greet', channelId = c[3] })
