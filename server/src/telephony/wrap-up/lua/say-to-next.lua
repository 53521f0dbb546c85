--[[ What a call is about, in a few words of the seat that passes it on or asks somebody in; '' takes back what it said before.
  ARGV  agentId, callId, said
  Reply result: said
  Safe to repeat. ]]
local agentId, callId = ARGV[2], ARGV[3]
local written = writtenOf(callId, agentId)
if (written.said or '') ~= ARGV[4] then
  written.rev, written.said, written.at = int(written.rev), ARGV[4], now
  keepWritten(callId, agentId, written)
end
return reply({ result = 'said' })
