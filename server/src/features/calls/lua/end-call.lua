--[[ A call ends. The first to say so wins; the live state of the call is gone afterwards, its events remain.
  ARGV  callId, endedBy, cause, why, outcome ('' : answered when a seat talked, else abandoned)
  Reply result: ended (with what there is to clean up) | gone
  Safe to repeat. The seat goes to wrap-up when it talked, back to ready when it only rang. ]]
local callId, endedBy, cause, why, outcome = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId', 'agentId', 'gen', 'queueId', 'heldSince', 'answeredAt')
local state, agentId, gen, queueId = c[1], c[3] or '', c[4], c[5] or ''
if not state then return reply({ result = 'gone' }) end
if outcome == '' then outcome = state == 'talking' and 'answered' or 'abandoned' end
if state == 'waiting' then redis.call('ZREM', key('waiting', queueId), callId) end
if state == 'offered' then
  dropOfferDeadline(callId, gen)
  emit('routing.offerWithdrawn', callId, agentId, { offerGen = tonumber(gen) })
end
if c[6] and c[6] ~= '' then emit('call.retrieved', callId, agentId, { heldMs = now - int(c[6]) }) end
emit('call.ended', callId, state == 'talking' and agentId or '', { outcome = outcome, endedBy = endedBy, cause = cause, why = why })
redis.call('ZREM', key('deadlines'), 'greet:' .. callId, 'menu:' .. callId)
redis.call('HDEL', key('channels'), c[2])
redis.call('SREM', key('calls'), callId)
redis.call('DEL', ck, key('passed', callId))
local offers = {}
if state == 'offered' then
  settleAgent(agentId, 'ready')
  offers = match(queuesOf(agentId))
elseif state == 'talking' then
  local ak = key('agent', agentId)
  local limit = int(get(key('queue', queueId), 'wrapUpLimitMs'))
  local deadline = limit > 0 and now + limit or 0
  redis.call('HSET', ak, 'wrapCall', callId, 'wrapStart', text(now), 'wrapDeadline', text(deadline), 'idleSince', text(now))
  redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline')
  if deadline > 0 then redis.call('ZADD', key('deadlines'), text(deadline), 'wrapUp:' .. agentId .. ':' .. callId) end
  emit('wrapUp.started', callId, agentId, { deadlineAtMs = deadline })
  moveAgent(agentId, 'wrapUp', '')
end
return reply({ result = 'ended', outcome = outcome, stateWas = state, channelId = c[2], agentId = agentId, offerGen = int(gen), offers = offers })
