--[[ An offer came to nothing: three rings passed (RONA), the seat said no, or it could not be rung.
  ARGV  callId, offerGen, cause (OfferCause), kind ('expired' | 'failed')
  Reply result: requeued (with agentId and the next offers) | stale
  The call returns to the head of its queue with its first arrival kept, and never again to the same seat.
  Safe to repeat: an old generation is stale and changes nothing. ]]
local callId, gen, cause, kind = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'gen', 'agentId')
dropOfferDeadline(callId, gen)
if c[1] ~= 'offered' or c[2] ~= gen then return reply({ result = 'stale' }) end
local agentId = c[3]
redis.call('SADD', key('passed', callId), agentId)
emit(kind == 'expired' and 'routing.offerExpired' or 'routing.offerFailed', callId, agentId, { offerGen = tonumber(gen), cause = cause })
local queueId = backToQueue(callId)
local reasons = { ignored = 'rona', tabFrozen = 'rona', declined = 'declined' }
-- A seat that did not take its call is not ready, whatever it asked for, unless it asked to leave.
if get(key('agent', agentId), 'pendingState') == 'ready' then redis.call('HDEL', key('agent', agentId), 'pendingState', 'pendingReason') end
settleAgent(agentId, 'notReady', reasons[cause] or 'unreachable')
return reply({ result = 'requeued', agentId = agentId, queueId = queueId, offers = match({ queueId }) })
