--[[ Asterisk says that the seat's channel is up. The first of several seats that ring has the call.
  ARGV  callId, offerGen
  Reply result: answered (with agentId, channelId, centerAnswered, the generations that ring in vain) | stale
  Safe to repeat: the second time the call is talking under the same generation and answers `answered` again. ]]
local callId, gen = ARGV[2], ARGV[3]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'agentId', 'channelId', 'centerAnsweredAt', 'arrivedAt')
if c[1] == 'talking' and c[2] == gen then
  return reply({ result = 'answered', agentId = c[3], channelId = c[4], centerAnswered = c[5] and true or false, again = true })
end
local agentId, others = nil, {}
if c[1] == 'offered' then
  for _, ring in ipairs(ringsOf(callId)) do
    if ring[1] == tonumber(gen) then agentId = ring[2] else others[#others + 1] = ring end
  end
end
if not agentId then return reply({ result = 'stale' }) end
dropOfferDeadline(callId, gen)
drop('greet:' .. callId)
writeRings(callId, {})
redis.call('HSET', ck, 'state', 'talking', 'agentId', agentId, 'talkingGen', gen, 'answeredAt', text(now))
redis.call('HSET', key('agent', agentId), 'callId', callId, 'offerGen', gen)
redis.call('HDEL', key('agent', agentId), 'offeredAt', 'deadline')
emit('call.answered', callId, agentId, { offerGen = tonumber(gen), waitedMs = now - int(c[6]) })
moveAgent(agentId, 'talking', '')
local offers, vain = {}, {}
for _, ring in ipairs(others) do
  vain[#vain + 1] = ring[1]
  dropOfferDeadline(callId, ring[1])
  emit('routing.offerWithdrawn', callId, ring[2], { offerGen = ring[1] })
  settleAgent(ring[2], 'ready')
  join(offers, matchSeat(ring[2]))
end
return reply({ result = 'answered', agentId = agentId, channelId = c[4], centerAnswered = c[5] and true or false, again = false,
  vain = vain, offers = offers })
