--- @include legs
--[[ Silence is to be written into the recordings of a call, or audio again. The timeline stays right.
  Args  callId, agentId (a seat in the call; '' the limit of time), on, limitMs (on: goes on by itself after it)
  Reply result: paused | resumed | unchanged (all with gens, the legs that are recorded) | notRecorded | notYourCall |
        gone
  Safe to repeat: the limit counts from the first pause. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'talkingGen', 'recordingId', 'pausedSince')
if not c[1] then
  drop('pause:' .. callId)
  return reply({ result = 'gone' })
end
local legs = legsOf(callId)
local gens, isIn = { int(c[3]) }, agentId == '' or c[2] == agentId
for _, leg in ipairs(legs) do
  if hasSeat(leg) and leg.state == 'up' then
    gens[#gens + 1] = leg.gen
    isIn = isIn or leg.who == agentId
  end
end
if not isIn then return reply({ result = 'notYourCall' }) end
if c[1] ~= 'talking' or not c[4] then
  drop('pause:' .. callId)
  return reply({ result = 'notRecorded' })
end
if on == (c[5] and true or false) then return reply({ result = 'unchanged', gens = gens }) end
touchSeats(callId, legs)
if on then
  local untilMs = now + limitMs
  redis.call('HSET', ck, 'pausedSince', text(now), 'pausedUntil', text(untilMs), 'hasPaused', 1)
  at('pause:' .. callId, untilMs)
  emit('recording.paused', callId, agentId, { untilMs = untilMs })
  return reply({ result = 'paused', gens = gens })
end
redis.call('HDEL', ck, 'pausedSince', 'pausedUntil')
drop('pause:' .. callId)
emit('recording.resumed', callId, agentId, { pausedMs = now - int(c[5]), why = agentId == '' and 'limit' or 'seat' })
return reply({ result = 'resumed', gens = gens })
