--- @include legs, asking, leg-changes
--[[ Another participant is rung for a call that a seat has: a seat, an outside number, a lead.
  Args  callId, owner (the seat that must have the call; '' any), by (who asks), kind ('seat' | 'number' | 'lead'),
        who (employee number or number), role ('consult' | 'conference' | 'listen' | 'whisper' | 'barge'),
        ringMs (0: three rings of the call)
  The consulted party takes the customer's place: the customer is on hold from now on.
  Reply result: added (with offerGen, channelId of the customer, customer 'music' if it should hear music)
        | again (it already rings or talks, with offerGen) | seatBusy (why: its state, or why it cannot be rung)
        | notYourCall | wrongState (no conversation, or somebody is already consulted) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
if owner ~= '' then takeSide(callId, owner) end
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'heldSince', 'direction')
if not c[1] then return reply({ result = 'gone' }) end
if owner ~= '' and c[2] ~= owner then return reply({ result = 'notYourCall' }) end
-- Either of two colleagues may consult a third, to transfer the other.
local isOfColleagues = c[5] == 'internal' and kind ~= 'lead' and not (kind == 'seat' and role == 'consult')
if c[1] ~= 'talking' or not c[2] or isOfColleagues then return reply({ result = 'wrongState' }) end
local legs, consulted, others = legsOf(callId), false, false
for _, leg in ipairs(legs) do
  if leg.kind == kind and leg.who == who and leg.role == role then return reply({ result = 'again', offerGen = leg.gen, channelId = c[3] }) end
  if leg.role == 'consult' then consulted = true elseif leg.role == 'conference' then others = true end
end
-- During a consultation nobody else may join; the members of a conference cannot be put on hold for a consultation.
if (role == 'consult' and (consulted or others)) or (role == 'conference' and consulted) then return reply({ result = 'wrongState' }) end
if kind ~= 'number' then
  local why = who == c[2] and 'talking' or whyNotAsked(who, callId)
  if why then return reply({ result = 'seatBusy', why = why }) end
end
local isHeld = c[4] and c[4] ~= ''
if role == 'consult' and not isHeld then
  beginHold(callId, c[2])
end
local leg, offers = addLeg(callId, { kind = kind, who = who, role = role, by = by }, ringMs)
return reply({ result = 'added', offerGen = leg.gen, channelId = c[3], customer = role == 'consult' and not isHeld and 'music' or 'stays', offers = offers })
