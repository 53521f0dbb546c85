--[[ A lead has taken notice of an alarm. The first counts.
  ARGV  alarmId, byAgentId
  Reply result: acknowledged
  Safe to repeat. ]]
emit('alarm.acknowledged', '', ARGV[3], { alarmId = ARGV[2] })
return reply({ result = 'acknowledged' })
