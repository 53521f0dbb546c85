--- @include written
--[[ Category, result and note of a call corrected after its wrap-up ended. The owner of the call was checked before.
  Args  agentId, callId, categoryId, result, note, startedAtMs (of which wrap-up; 0: the seat's last of this call)
  Reply result: amended
  A repeat tells the same again: the record stays what it is. ]]
emit('wrapUp.amended', callId, agentId,
  { categoryId = categoryId, result = result, note = note, startedAtMs = startedAtMs > 0 and startedAtMs or nil })
-- A conversation in progress keeps its own draft.
if writtenOf(callId, agentId).kept then markWritten(callId, agentId, 'done') end
return reply({ result = 'amended' })
