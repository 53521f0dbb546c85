--[[ A recording is about to start; said before Asterisk is told, so that a crash leaves a gap that can be found.
  ARGV  callId, recordingId, agentFile, customerFile
  Reply result: started | already (with its recordingId) | gone
  Safe to repeat. ]]
local callId = ARGV[2]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'recordingId', 'agentId')
if c[1] ~= 'talking' then return reply({ result = 'gone' }) end
if c[2] then return reply({ result = 'already', recordingId = c[2] }) end
redis.call('HSET', ck, 'recordingId', ARGV[3])
emit('recording.started', callId, c[3], { recordingId = ARGV[3], agentFile = ARGV[4], customerFile = ARGV[5] })
return reply({ result = 'started', recordingId = ARGV[3] })
