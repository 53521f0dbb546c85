--- @include legs
--[[ A recording is about to start; announced before Asterisk is told, so that a crash leaves a gap that can be found. A
  call with several legs of seats, one after another or at once, has one recording per leg.
  Args  callId, recordingId (of the first leg; a later one adds its generation), offerGen (of the leg)
  Reply result: started (with recordingId, agentFile, customerFile) | already | gone
  Safe to repeat: one recording per leg. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'recordingId', 'agentId', 'talkingGen')
local leg = findLeg(legsOf(callId), offerGen)
-- For an outside number that has the call: no seat.
local agentId = leg and seatOf(leg) or c[4] == offerGen and (c[3] or '')
if c[1] ~= 'talking' or not agentId then return reply({ result = 'gone' }) end
if redis.call('HSETNX', ck, 'recorded:' .. offerGen, 1) == 0 then return reply({ result = 'already' }) end
if c[2] then recordingId = recordingId .. '-' .. offerGen end
redis.call('HSET', ck, 'recordingId', recordingId)
if agentId ~= '' then touchSeat(agentId) end
local files = { agentFile = recordingId .. '-agent.wav', customerFile = recordingId .. '-customer.wav' }
emit('recording.started', callId, agentId, { recordingId = recordingId, agentFile = files.agentFile, customerFile = files.customerFile })
return reply({ result = 'started', recordingId = recordingId, agentFile = files.agentFile, customerFile = files.customerFile })
