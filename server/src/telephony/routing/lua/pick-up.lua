--- @include rings, legs
--[[ A seat's telephone was picked up and is asked for the key that accepts the call. The rings of the offer are over
  for it; from now on it has its own time for the key, or the rest of the rings if that is more.
  Args  callId, offerGen (of an offer, or of a leg), keyMs
  Reply result: pickedUp | again | stale (does not ring)
  Safe to repeat: only the first time counts. ]]
local rings, legs = ringsOf(callId), legsOf(callId)
local agentId, kind = nil, 'offer'
for _, ring in ipairs(rings) do if ring[1] == offerGen then agentId = ring[2] end end
local leg = findLeg(legs, offerGen)
if leg and leg.state == 'ringing' and hasSeat(leg) then agentId, kind = leg.who, 'leg' end
if not agentId then return reply({ result = 'stale' }) end
local ak, member = key('agent', agentId), kind .. ':' .. callId .. ':' .. offerGen
if redis.call('HGET', ak, 'pickedUp') then return reply({ result = 'again' }) end
local deadline = math.max(int(redis.call('ZSCORE', key('deadlines'), member)), now + keyMs)
at(member, deadline)
if kind == 'leg' then
  leg.deadline = deadline
  writeLegs(callId, legs)
end
redis.call('HSET', ak, 'pickedUp', text(now), 'deadline', text(deadline))
touchSeat(agentId)
emit('routing.phonePickedUp', callId, agentId, { offerGen = offerGen, deadlineAtMs = deadline })
return reply({ result = 'pickedUp' })
