--- @include waiting, rings, match, settle
--[[ An offer failed: three rings passed (RONA), the seat refused, or it could not be rung.
  Args  callId, offerGen, cause (OfferCause), kind ('expired' | 'failed')
  Reply result: requeued (with agentId and the next offers) | stillRinging (other seats ring on) | stale
  The call returns to the head of its queue with its first arrival kept, and not to the same seat until that is ready
  anew, or nobody else is at work. `center`: the center itself could not ring the seat. The seat stays ready and may get
  this call too; both are matched again after a second, since an immediate retry would fail again.
  Safe to repeat: an old generation is stale and changes nothing. ]]
dropOfferDeadline(callId, offerGen)
local agentId, others = findRing(callId, offerGen)
if not agentId then return reply({ result = 'stale' }) end
local isOurs = cause == 'center'
if not isOurs then markPassed(callId, agentId, 0) end
emit(kind == 'expired' and 'routing.offerExpired' or 'routing.offerFailed', callId, agentId, { offerGen = tonumber(offerGen), cause = cause })
writeRings(callId, others)
-- A seat that did not answer its call is not ready, whatever it requested, unless it asked to sign out.
local ak = key('agent', agentId)
if not isOurs and get(ak, 'pendingState') == 'ready' then redis.call('HDEL', ak, 'pendingState', 'pendingReason') end
local reasons = { ignored = 'rona', tabFrozen = 'rona', declined = 'declined' }
if isOurs then
  settleAgent(agentId, 'ready')
  at('match:' .. poolOf(get(key('call', callId), 'queueId')), now + 1000)
else settleAgent(agentId, 'notReady', reasons[cause] or 'unreachable') end
if #others > 0 then return reply({ result = 'stillRinging', agentId = agentId, queueId = get(key('call', callId), 'queueId') }) end
local queueId = backToQueue(callId)
if isOurs then return reply({ result = 'requeued', agentId = agentId, queueId = queueId }) end
return reply({ result = 'requeued', agentId = agentId, queueId = queueId, offers = matchCall(callId) })
