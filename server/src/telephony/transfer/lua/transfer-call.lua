--- @include waiting, queueing, legs, asking, leg-changes, talks
--[[ The seat that has a call transfers it at once: its conversation is over, the customer hears music until somebody
  answers.
  Args  callId, owner, how ('blind' | 'handedBack'), to ('seat' | 'queue' | 'number'), who (employee number, queue or
        number), ringMs (0: three rings of the call)
  If the seat or number does not answer, the call returns to the seat that transferred it if that is free, else to the
  head of the call's queue (end-leg). Either of two colleagues may transfer the other to a seat. In a queue it is placed
  by its first arrival, and does not return to the seat that transferred it while others are at work.
  Reply result: transferred (with channelId; gone: the generation of the leg that left; ended: the legs of leads who
        were in it; offerGen of the leg that rings, 0 in a queue) | again (already done) | seatBusy (why) | full |
        noQueue | notYourCall | wrongState (no conversation, or others are in the call) | gone
  Safe to repeat. ]]
local ck = key('call', callId)
takeSide(callId, owner)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId', 'talkingGen', 'transferredBy', 'transferredTo', 'direction')
if not c[1] then return reply({ result = 'gone' }) end
if c[2] ~= owner then
  if c[5] == owner and c[6] == to .. ':' .. who then return reply({ result = 'again' }) end
  return reply({ result = 'notYourCall' })
end
if c[1] ~= 'talking' or not c[4] or (c[7] == 'internal' and to ~= 'seat') then return reply({ result = 'wrongState' }) end
local leads = {}
for _, leg in ipairs(legsOf(callId)) do
  if leg.role == 'listen' or leg.role == 'whisper' then leads[#leads + 1] = leg else return reply({ result = 'wrongState' }) end
end
if to == 'seat' then
  local why = who == owner and 'talking' or whyNotAsked(who, callId)
  if why then return reply({ result = 'seatBusy', why = why }) end
elseif to == 'queue' then
  local limit = get(key('queue', who), 'sizeLimit')
  if limit == '' then return reply({ result = 'noQueue' }) end
  if redis.call('ZCARD', key('waiting', who)) >= int(limit) then return reply({ result = 'full' }) end
end
local offers = {}
for _, leg in ipairs(leads) do
  local _, more = endLeg(callId, leg.gen, 'dropped')
  join(offers, more)
end
join(offers, leaveCall(callId, how, to, who))
local offerGen = 0
if to == 'queue' then
  markPassed(callId, owner, 1)
  queueAgain(callId, who)
  join(offers, matchQueued(callId))
else
  local leg, more = addLeg(callId, { kind = to, who = who, role = 'transfer', by = owner }, ringMs)
  offerGen = leg.gen
  join(offers, more)
end
return reply({ result = 'transferred', channelId = c[3], gone = int(c[4]), ended = leads, offerGen = offerGen, offers = offers })
