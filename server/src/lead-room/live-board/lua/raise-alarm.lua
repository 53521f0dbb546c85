--[[ Something has started to go wrong. The alarm is raised once while it lasts, whichever server sees it first.
  Args  name (kind and subject), kind, agentId, queueId, callId ('' each if it concerns none)
  Reply result: raised | standing
  Safe to repeat. ]]
if redis.call('HSETNX', key('alarms'), name, text(now)) == 0 then return reply({ result = 'standing' }) end
emit('alarm.raised', '', agentId, { alarmId = name .. ':' .. text(now), kind = kind, queueId = queueId, callId = callId })
return reply({ result = 'raised' })
