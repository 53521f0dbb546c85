--- @include seats, waiting, match
--[[ A lead assigns a waiting call to one seat by hand, whatever its place, its needs and the seat's queues. A ready
  seat rings at once; for a busy one the call is reserved as its next.
  Args  callId, agentId, byAgentId, keptMs (how long the call is reserved for a busy seat)
  Reply result: offered | kept | notWaiting | seatNotReady
  Safe to repeat: a ringing call is notWaiting, a reserved one is reserved again. ]]
local ck = key('call', callId)
if get(ck, 'state') ~= 'waiting' then return reply({ result = 'notWaiting' }) end
local state = get(key('agent', agentId), 'state')
local isBusy = state == 'offered' or state == 'talking' or state == 'wrapUp'
if not isBusy and (state ~= 'ready' or not isAlive(agentId)) then return reply({ result = 'seatNotReady' }) end
redis.call('ZREM', key('passed-by', callId), agentId)
emit('routing.callPulled', callId, agentId, { byAgentId = byAgentId })
if isBusy then
  leaveLine(callId)
  redis.call('HSET', ck, 'ownAgent', agentId, 'ownUntil', text(now + keptMs))
  enterLine(callId)
  return reply({ result = 'kept' })
end
local why = { by = 'call', strategy = 'byHand', atOnce = 1, looked = 1, seats = { { agentId = agentId, verdict = 'chosen' } } }
return reply({ result = 'offered', offers = { offer(callId, agentId, why) } })
