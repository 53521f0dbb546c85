--- @include waiting, match
--[[ A waiting call's needs have relaxed by a step, or its reservation for its own seat is over.
  Args  callId
  Reply result: looked | gone (not waiting any more)
  Safe to repeat. ]]
drop('relax:' .. callId, 'own:' .. callId)
if get(key('call', callId), 'state') ~= 'waiting' then return reply({ result = 'gone' }) end
leaveLine(callId)
enterLine(callId)
return reply({ result = 'looked', offers = matchCall(callId) })
