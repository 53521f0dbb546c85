--- @include waiting, match
--[[ Why a call waits: the seats that are ready and were passed over for it, and those that did not answer it before;
  changes nothing.
  Args  callId
  Reply result: explained (with seats: agentId, verdict) | notWaiting
  Safe to repeat. ]]
local c = redis.call('HMGET', key('call', callId), 'pool', 'line', 'queueId')
if not c[2] then return reply({ result = 'notWaiting' }) end
local seats, isNamed = {}, {}
if not keptFor(callId) then
  local _, why = chooseSeats({ id = callId, pool = c[1], queueId = c[3], needs = needsNow(callId) })
  for _, seat in ipairs(why.seats) do
    seats[#seats + 1] = { agentId = seat.agentId, verdict = seat.verdict }
    isNamed[seat.agentId] = true
  end
end
for _, agentId in ipairs(redis.call('ZRANGE', key('passed-by', callId), 0, NAMED - 1)) do
  local state = get(key('agent', agentId), 'state')
  if not isNamed[agentId] and isMarked(callId, agentId) and state ~= '' and state ~= 'offline' then
    seats[#seats + 1] = { agentId = agentId, verdict = 'passed' }
  end
end
return reply({ result = 'explained', seats = seats })
