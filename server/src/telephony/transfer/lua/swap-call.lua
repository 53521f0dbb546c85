--- @include legs
--[[ The seat talks with its customer while the consulted party hears music, or the other way round.
  Args  callId, owner, with ('customer' | 'consulted')
  Reply result: swapped (with channelId of the customer, offerGen of the consulted party) | unchanged | notYourCall
        | wrongState (nobody is consulted) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'heldSince')
if not c[1] then return reply({ result = 'gone' }) end
if c[2] ~= owner then return reply({ result = 'notYourCall' }) end
local legs = legsOf(callId)
local consulted = consultedOf(legs)
if not consulted then return reply({ result = 'wrongState' }) end
local isHeld = c[4] and c[4] ~= ''
if isHeld == (with == 'consulted') then return reply({ result = 'unchanged' }) end
consulted.held = with == 'customer' or nil
writeLegs(callId, legs)
if with == 'customer' then
  emit('leg.held', callId, seatOf(consulted), { offerGen = consulted.gen })
  endHold(callId, owner)
else
  emit('leg.retrieved', callId, seatOf(consulted), { offerGen = consulted.gen })
  beginHold(callId, owner)
end
touchSeats(callId, legs)
return reply({ result = 'swapped', channelId = c[3], offerGen = consulted.gen })
