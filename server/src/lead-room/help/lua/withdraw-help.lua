--- @include seats
--[[ The seat no longer needs help.
  Args  agentId, callId
  Reply result: withdrawn | gone
  Safe to repeat. ]]
local ak = key('agent', agentId)
if get(ak, 'helpCall') ~= callId then return reply({ result = 'gone' }) end
endHelp(agentId, 'withdrawn')
touchSeat(agentId)
return reply({ result = 'withdrawn' })
