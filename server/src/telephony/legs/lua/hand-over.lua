--- @include legs, promote, talks
--[[ The seat that has a call hands it to somebody who is in it: a consultation completed, a conference left running, a
  call taken over; or its channel is gone while others go on.
  Args  callId, owner (the seat that must have the call; '' any), talkingGen ('' any), offerGen (of the leg that is to
        get it; '' whoever remains), how ('attended' | 'left' | 'takenOver' | 'gone')
  Reply result: handedOver (with channelId; gone: the generation of the leg that left, heir: that of the leg that has it
        now, 0 while the one to be consulted still rings; isNumber: an outside number has it, and no seat is left) |
        again (already done) | notYourCall | wrongState (nobody there to take it) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'talkingGen', 'transferredBy')
if not c[1] then return reply({ result = 'gone' }) end
if owner ~= '' and c[2] ~= owner then return reply({ result = c[5] == owner and 'again' or 'notYourCall' }) end
if c[1] ~= 'talking' or not c[4] or (talkingGen ~= '' and c[4] ~= talkingGen) then return reply({ result = 'wrongState' }) end
local legs = legsOf(callId)
local heir
if offerGen ~= '' then heir = findLeg(legs, offerGen) else heir = how == 'gone' and goesOnWith(legs) or heirOf(legs) end
-- A consultation is completed or cancelled, a conference is left: neither command replaces the other.
if heir and ((how == 'attended' and heir.role ~= 'consult') or (how == 'left' and heir.role == 'consult')) then heir = nil end
if not heir or (heir.state ~= 'up' and how ~= 'gone') then return reply({ result = 'wrongState' }) end
local offers = leaveCall(callId, how, heir.kind == 'number' and 'number' or 'seat', heir.who)
if heir.state == 'up' then promoteLeg(callId, heir)
else
  heir.role = 'transfer'
  writeLegs(callId, legs)
  emit('leg.roleChanged', callId, seatOf(heir), { offerGen = heir.gen, role = 'transfer' })
  touchSeats(callId, legs)
end
return reply({ result = 'handedOver', channelId = c[3], gone = int(c[4]), heir = heir.state == 'up' and heir.gen or 0,
  isNumber = heir.state == 'up' and not hasSeat(heir), offers = offers })
