--- @include seats, rings, settle, waits, callbacks, legs
--[[ Asterisk reports that the seat's channel is up. The first of several ringing seats gets the call.
  Args  callId, offerGen, dialLimitMs (after this a callback's customer counts as not reached)
  A seat that returns to its call on a new leg answers that leg the same way; the old one is then in vain.
  Reply result: answered (with agentId, channelId, centerAnswered, isHeld of an existing conversation, the generations
        that ring in vain) | calleeBack (a called colleague, with isHeld: to hear music; vain) | stale
  A callback also answers `dial`: its customer's channel, channelId, is still to be created.
  Safe to repeat: the second time the call is talking under the same generation and answers `answered` again. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'agentId', 'channelId', 'centerAnsweredAt', 'arrivedAt', 'isCallback', 'queueId', 'canonical', 'heldSince')
if (c[1] == 'talking' or c[1] == 'dialling') and c[2] == offerGen then
  return reply({ result = 'answered', dial = c[1] == 'dialling', agentId = c[3], channelId = c[4], centerAnswered = c[5] and true or false,
    isHeld = c[10] and true or false, again = true })
end
-- The seat is back on a new leg; the caller of the script hangs up the lost one.
if c[1] == 'talking' and get(ck, 'rejoinGen') == offerGen then
  redis.call('HSET', ck, 'talkingGen', offerGen)
  redis.call('HDEL', ck, 'rejoinGen', 'awaySince')
  drop('seatAway:' .. callId .. ':' .. c[2])
  redis.call('HSET', key('agent', c[3]), 'offerGen', offerGen)
  touchSeat(c[3])
  emit('call.rejoined', callId, c[3], { offerGen = tonumber(offerGen) })
  return reply({ result = 'answered', dial = false, agentId = c[3], channelId = c[4], centerAnswered = true, isHeld = c[10] and true or false, again = false,
    vain = { tonumber(c[2]) } })
end
if c[1] == 'talking' then
  local back = redis.call('HMGET', ck, 'calleeId', 'calleeRejoinGen', 'awaySince')
  local hearsMusic = (c[10] or back[3] or not c[2]) and true or false
  if back[1] and back[1] ~= '' and c[4] == seatChannel(callId, offerGen) then return reply({ result = 'calleeBack', isHeld = hearsMusic, vain = {} }) end
  if back[2] == offerGen then
    redis.call('HSET', ck, 'channelId', seatChannel(callId, offerGen))
    redis.call('HDEL', ck, 'calleeRejoinGen')
    redis.call('HDEL', key('channels'), c[4])
    redis.call('HSET', key('channels'), seatChannel(callId, offerGen), callId)
    redis.call('HSET', key('agent', back[1]), 'offerGen', offerGen)
    touchSeat(back[1])
    emit('call.rejoined', callId, back[1], { offerGen = tonumber(offerGen) })
    return reply({ result = 'calleeBack', isHeld = hearsMusic, vain = { tonumber(string.match(c[4], '%d+$')) } })
  end
end
local agentId, others = findRing(callId, offerGen)
if not agentId then return reply({ result = 'stale' }) end
dropOfferDeadline(callId, offerGen)
drop('greet:' .. callId, 'overflow:' .. callId)
writeRings(callId, {})
local isCallback, channelId = c[7] == '1', c[4]
redis.call('HSET', ck, 'agentId', agentId, 'talkingGen', offerGen)
redis.call('HSET', key('agent', agentId), 'callId', callId, 'offerGen', offerGen)
redis.call('HDEL', key('agent', agentId), 'offeredAt', 'deadline')
if isCallback then
  local attempt = redis.call('HINCRBY', ck, 'tries', 1)
  channelId = 'customer-' .. callId .. '.' .. attempt
  redis.call('HSET', ck, 'state', 'dialling', 'channelId', channelId, 'dialledAt', text(now))
  redis.call('HSET', key('channels'), channelId, callId)
  at('dial:' .. callId, now + dialLimitMs)
  emit('callback.dialled', callId, agentId, { offerGen = tonumber(offerGen), attempt = attempt })
else
  redis.call('HSET', ck, 'state', 'talking', 'answeredAt', text(now))
  emit('call.answered', callId, agentId, { offerGen = tonumber(offerGen), waitedMs = now - int(c[6]) })
  noteWait(callId, true)
  drop('announce:' .. callId)
  -- The customer got through: whatever else was open for them in this queue is no longer needed.
  cancelCallback(c[8], c[9] or '')
end
moveAgent(agentId, 'talking', '')
local offers, vain = {}, {}
for _, ring in ipairs(others) do
  vain[#vain + 1] = ring[1]
  withdrawRing(callId, ring)
  join(offers, freeSeat(ring[2]))
end
return reply({ result = 'answered', dial = isCallback, agentId = agentId, channelId = channelId,
  centerAnswered = c[5] and true or false, again = false,
  vain = vain, offers = offers })
