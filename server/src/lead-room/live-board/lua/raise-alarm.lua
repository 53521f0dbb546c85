--[[ Something has been going wrong since now. It is raised once while it lasts, whoever of the servers sees it first.
  Args  name (kind and subject), kind, agentId, queueId, callId ('' each where it is about none)
  Reply result: raised | standing
  Safe to repeat. ]]
if redis.call('HSETNX', key('alarms'), name, text(now)) == 0 then return reply({ result = 'standing' }) end
emit('alarm.raised', '', agentId, { alarmId = name .. ':' .. text(now), kind = kind, queueId = queueId, callId = callId })
return reply({ result = 'raised' })
