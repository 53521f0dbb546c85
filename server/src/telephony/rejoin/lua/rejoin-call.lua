--- @include rings, legs
--[[ A seat's browser has lost the audio of its call (page reloaded, tab crashed): make it a new leg; the same for the
  colleague it talks with, and for participants: a seat, or a lead coaching one.
  Args  callId, agentId, ringMs
  Reply result: ring (with the offer to ring) | notYourCall | gone
  A repeat makes one more leg, and only the newest counts. The old leg goes on until it is answered. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'calleeId')
if not c[1] then return reply({ result = 'gone' }) end
local legs, own = legsOf(callId), nil
for _, leg in ipairs(legs) do if hasSeat(leg) and leg.who == agentId and leg.state == 'up' then own = leg end end
if c[1] ~= 'talking' or (c[2] ~= agentId and c[3] ~= agentId and not own) then return reply({ result = 'notYourCall' }) end
local gen = redis.call('HINCRBY', ck, 'gen', 1)
if own then
  own.rejoin = gen
  writeLegs(callId, legs)
else redis.call('HSET', ck, c[2] == agentId and 'rejoinGen' or 'calleeRejoinGen', gen) end
emit('call.rejoining', callId, agentId, { offerGen = gen })
return reply({ result = 'ring', offers = { offerOf(callId, agentId, gen, ringMs) } })
