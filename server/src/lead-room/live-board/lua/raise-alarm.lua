--[[ Something has been going wrong since now. It is raised once while it lasts, whoever of the servers sees it first.
  ARGV  name (kind and subject), kind, agentId, queueId, callId ('' each where it is about none)
  Reply result: raised | standing
  Safe to repeat. ]]
local name = ARGV[2]
if redis.call('HSETNX', key('alarms'), name, text(now)) == 0 then return reply({ result = 'standing' }) end
emit('alarm.raised', '', ARGV[4], { alarmId = name .. ':' .. text(now), kind = ARGV[3], queueId = ARGV[5], callId = ARGV[6] })
return reply({ result = 'raised' })
