--[[ Category, result and note of a call put right after its wrap-up ended. Whose call it was is checked before.
  ARGV  agentId, callId, categoryId, result, note, startedAtMs (of which wrap-up; 0: the seat's last of this call)
  Reply result: amended
  Repeating it tells the same again: the record stays what it is. ]]
emit('wrapUp.amended', ARGV[3], ARGV[2],
  { categoryId = ARGV[4], result = ARGV[5], note = ARGV[6], startedAtMs = int(ARGV[7]) > 0 and int(ARGV[7]) or nil })
-- A talk that goes on keeps its own words.
if writtenOf(ARGV[3], ARGV[2]).kept then markWritten(ARGV[3], ARGV[2], 'done') end
return reply({ result = 'amended' })
