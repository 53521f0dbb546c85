--[[ A lead has taken notice of an alarm.
  Args  alarmId, byAgentId
  Reply result: acknowledged
  A repeat says so again; the first counts. ]]
emit('alarm.acknowledged', '', byAgentId, { alarmId = alarmId })
return reply({ result = 'acknowledged' })
