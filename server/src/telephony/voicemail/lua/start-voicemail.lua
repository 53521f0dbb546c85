--[[ A caller is about to leave a message; announced before Asterisk records, so that a crash leaves a task and no lost
  message.
  Args  callId, recordingId, file
  Reply result: started (again: it was started before) | gone (not at the voicemail)
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'awayTo', 'voicemailId', 'queueId')
if c[1] ~= 'away' or c[2] ~= 'voicemail' then return reply({ result = 'gone' }) end
if c[3] then return reply({ result = 'started', again = true }) end
redis.call('HSET', ck, 'voicemailId', recordingId)
emit('voicemail.started', callId, '', { recordingId = recordingId, file = file, queueId = c[4] })
return reply({ result = 'started', again = false })
