--- @include written
--[[ What a call is about, in a few words of the seat that transfers it or invites somebody; '' withdraws earlier words.
  Args  agentId, callId, said
  Reply result: said
  Safe to repeat. ]]
local written = writtenOf(callId, agentId)
if (written.said or '') ~= said then
  written.rev, written.said, written.at = int(written.rev), said, now
  keepWritten(callId, agentId, written)
end
return reply({ result = 'said' })
