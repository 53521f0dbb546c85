--- @include legs
--[[ Seat, customer and the consulted party talk together: a conference.
  Args  callId, owner
  Reply result: joined (with channelId of the customer, offerGen of the consulted party) | again (no consultation, but a
        conference) | notYourCall | wrongState (nobody is consulted, or an internal call) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'direction')
if not c[1] then return reply({ result = 'gone' }) end
if c[2] ~= owner then return reply({ result = 'notYourCall' }) end
if c[4] == 'internal' then return reply({ result = 'wrongState' }) end
local legs = legsOf(callId)
local consulted, others = consultedOf(legs), false
for _, leg in ipairs(legs) do if leg.role == 'conference' then others = true end end
if not consulted then return reply({ result = others and 'again' or 'wrongState' }) end
local agentId = seatOf(consulted)
if consulted.held then emit('leg.retrieved', callId, agentId, { offerGen = consulted.gen }) end
consulted.role, consulted.held = 'conference', nil
writeLegs(callId, legs)
emit('leg.roleChanged', callId, agentId, { offerGen = consulted.gen, role = 'conference' })
endHold(callId, owner)
touchSeats(callId, legs)
return reply({ result = 'joined', channelId = c[3], offerGen = consulted.gen })
