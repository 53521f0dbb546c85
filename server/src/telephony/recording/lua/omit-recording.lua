--[[ A call is not recorded; why.
  Args  callId, why
  Reply result: omitted | already | gone
  Safe to repeat: appended once. ]]
local ck = key('call', callId)
local agentId = get(ck, 'agentId')
if redis.call('EXISTS', ck) == 0 then return reply({ result = 'gone' }) end
if redis.call('HSETNX', ck, 'omitted', why) == 0 then return reply({ result = 'already' }) end
emit('recording.omitted', callId, agentId, { why = why })
return reply({ result = 'omitted' })
