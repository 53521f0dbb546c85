--- @include rings, match, settle
--[[ An offer is withdrawn through no fault of its seat: the server that carried its phone's signalling died.
  Args  callId, offerGen
  Reply result: requeued (with the next offers) | stillRinging (other seats ring on) | stale
  The call returns to its place and may go to the same seat again, which gets the usual time for its proof of life.
  Safe to repeat. ]]
dropOfferDeadline(callId, offerGen)
local agentId, others = findRing(callId, offerGen)
if not agentId then return reply({ result = 'stale' }) end
emit('routing.offerWithdrawn', callId, agentId, { offerGen = tonumber(offerGen) })
writeRings(callId, others)
settleAgent(agentId, 'ready')
at('life:' .. agentId, now + int(get(key('agent', agentId), 'silentMs')))
if #others > 0 then return reply({ result = 'stillRinging', offers = matchSeat(agentId) }) end
backToQueue(callId)
return reply({ result = 'requeued', offers = join(matchCall(callId), matchSeat(agentId)) })
