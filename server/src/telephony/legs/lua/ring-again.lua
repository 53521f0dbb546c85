--- @include rings, legs
--[[ The phone of a seat that was asked for by name is back: what rang there went to a page that is gone, and is rung anew for
  what is left of its time.
  Args  callId, offerGen (of what rang), agentId
  Reply result: ring (the offer rings it) | dial (a colleague who is called: channelId is to be made) | stale
  Safe to repeat: the second time nothing rings under that generation. ]]
local ck, ak = key('call', callId), key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'callId', 'offerGen', 'deadline')
if a[1] ~= 'offered' or a[2] ~= callId or a[3] ~= offerGen or int(a[4]) <= now then return reply({ result = 'stale' }) end
local function moveTo(newGen)
  redis.call('HSET', ak, 'offerGen', newGen)
  touchSeat(agentId)
end
local c = redis.call('HMGET', ck, 'state', 'calleeId', 'channelId')
if c[1] == 'dialling' and c[2] == agentId and c[3] == seatChannel(callId, offerGen) then
  local newGen = redis.call('HINCRBY', ck, 'gen', 1)
  local channelId = seatChannel(callId, newGen)
  redis.call('HSET', ck, 'channelId', channelId)
  redis.call('HDEL', key('channels'), c[3])
  redis.call('HSET', key('channels'), channelId, callId)
  moveTo(newGen)
  emit('call.rejoining', callId, agentId, { offerGen = newGen })
  return reply({ result = 'dial', channelId = channelId })
end
local legs = legsOf(callId)
local leg = findLeg(legs, offerGen)
if not leg or leg.state ~= 'ringing' or leg.who ~= agentId then return reply({ result = 'stale' }) end
local newGen = redis.call('HINCRBY', ck, 'gen', 1)
leg.gen = newGen
writeLegs(callId, legs)
drop('leg:' .. callId .. ':' .. offerGen)
at('leg:' .. callId .. ':' .. newGen, leg.deadline)
moveTo(newGen)
emit('leg.rejoined', callId, agentId, { offerGen = newGen, wasGen = tonumber(offerGen) })
touchSeats(callId, legs)
return reply({ result = 'ring', offers = { offerOf(callId, agentId, newGen, leg.deadline - now) } })
