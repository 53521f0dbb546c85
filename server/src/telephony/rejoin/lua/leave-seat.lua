--- @include seats, waiting, queueing, legs, leg-changes, talks
--[[ The seat that has a call has been away too long: its conversation is over, and the customer goes to the head of the
  call's queue, for another seat; or for the same one first, if that queue waits for a customer's own seat and it is
  back.
  Args  callId, offerGen (of the leg that talks)
  Reply result: queued (with channelId; gone: the generations of its legs; ended: the legs of others) | others (who are
        in the call) | noQueue (nowhere to go) | stale
  Safe to repeat. ]]
drop('seatAway:' .. callId .. ':' .. offerGen)
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'channelId', 'agentId', 'queueId', 'direction')
if c[1] ~= 'talking' or c[2] ~= offerGen or not c[4] then return reply({ result = 'stale' }) end
redis.call('HDEL', ck, 'awaySince')
if goesOnWith(legsOf(callId)) then return reply({ result = 'others' }) end
local agentId, queueId = c[4], c[5] or ''
if queueId == '' or c[6] == 'internal' or redis.call('EXISTS', key('queue', queueId)) == 0 then return reply({ result = 'noQueue' }) end
local gone, offers, rejoinGen = { int(offerGen) }, {}, int(get(ck, 'rejoinGen'))
if rejoinGen > 0 then gone[#gone + 1] = rejoinGen end
local ended = legsOf(callId)
for _, leg in ipairs(ended) do
  local _, more = endLeg(callId, leg.gen, 'dropped')
  join(offers, more)
end
join(offers, leaveCall(callId, 'gone', 'queue', queueId))
redis.call('HDEL', ck, 'transferredBy', 'transferredTo')
queueAgain(callId, queueId)
local ownSeatWaitMs = int(get(key('queue', queueId), 'ownSeatWaitMs'))
if ownSeatWaitMs > 0 and isAlive(agentId) then
  leaveLine(callId)
  redis.call('HSET', ck, 'ownAgent', agentId, 'ownUntil', text(now + ownSeatWaitMs))
  enterLine(callId)
end
join(offers, matchQueued(callId))
return reply({ result = 'queued', channelId = c[3], gone = gone, ended = ended, offers = offers })
