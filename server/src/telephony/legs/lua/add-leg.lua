--- @include legs, asking, leg-changes
--[[ Somebody more is rung for a call that a seat has: another seat, an outside number, a lead.
  Args  callId, owner (the seat that must have the call; '' any), by (who asks), kind ('seat' | 'number' | 'lead'),
        who (employee number or number), role ('consult' | 'conference' | 'listen' | 'whisper' | 'barge'),
        ringMs (0: three rings of the call)
  Who is consulted takes the customer's place: the customer is on hold from now on.
  Reply result: added (with offerGen, channelId of the customer, customer 'music' where it is to hear that)
        | again (it rings or talks already, with offerGen) | seatBusy (why: its state, or why it cannot be rung)
        | notYourCall | wrongState (no talk, or somebody is consulted already) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
if owner ~= '' then takeSide(callId, owner) end
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'heldSince', 'direction')
if not c[1] then return reply({ result = 'gone' }) end
if owner ~= '' and c[2] ~= owner then return reply({ result = 'notYourCall' }) end
-- Of two colleagues who talk one may consult a third, to pass the other on.
local isOfColleagues = c[5] == 'internal' and kind ~= 'lead' and not (kind == 'seat' and role == 'consult')
if c[1] ~= 'talking' or not c[2] or isOfColleagues then return reply({ result = 'wrongState' }) end
local legs, consulted, others = legsOf(callId), false, false
for _, leg in ipairs(legs) do
  if leg.kind == kind and leg.who == who and leg.role == role then return reply({ result = 'again', offerGen = leg.gen, channelId = c[3] }) end
  if leg.role == 'consult' then consulted = true elseif leg.role == 'conference' then others = true end
end
-- While somebody is consulted nobody else comes in; who is in a conference cannot be put aside for a consultation.
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
