--[[ The cause of an alarm is gone.
  Args  name
  Reply result: ended | gone
  Safe to repeat. ]]
local raisedAt = redis.call('HGET', key('alarms'), name)
if not raisedAt then return reply({ result = 'gone' }) end
redis.call('HDEL', key('alarms'), name)
emit('alarm.ended', '', '', { alarmId = name .. ':' .. raisedAt })
return reply({ result = 'ended' })
