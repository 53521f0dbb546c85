--- @include written
--[[ Category, result and note of a call put right after its wrap-up ended. Whose call it was is checked before.
  Args  agentId, callId, categoryId, result, note, startedAtMs (of which wrap-up; 0: the seat's last of this call)
  Reply result: amended
  A repeat tells the same again: the record stays what it is. ]]
emit('wrapUp.amended', callId, agentId,
  { categoryId = categoryId, result = result, note = note, startedAtMs = startedAtMs > 0 and startedAtMs or nil })
-- A talk that goes on keeps its own words.
if writtenOf(callId, agentId).kept then markWritten(callId, agentId, 'done') end
return reply({ result = 'amended' })
