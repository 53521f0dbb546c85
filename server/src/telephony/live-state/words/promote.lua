--- @include seats, legs
--[[ Giving the call to one of its legs. ]]

-- Why a seat is not ready that did not take a call, without having asked for it.
local missedReasons = { rona = true, declined = true, unreachable = true, disconnected = true }

-- Gives the call to one of its legs; the seat of that leg wraps it up. Emits call.takenOver.
local function promoteLeg(callId, leg)
  local ck = key('call', callId)
  local legs = legsOf(callId)
  local _, place = findLeg(legs, leg.gen)
  table.remove(legs, place)
  writeLegs(callId, legs)
  redis.call('HSET', ck, 'state', 'talking', 'talkingGen', leg.gen, 'answeredAt', text(leg.since), 'muted', leg.muted and '1' or '0')
  redis.call('HDEL', ck, 'rejoinGen')
  if hasSeat(leg) then
    redis.call('HSET', ck, 'agentId', leg.who)
    -- A lead who takes a call over is no longer on somebody else's call.
    if leg.kind == 'lead' then moveAgent(leg.who, 'talking', '') end
    -- An internal call has no wrap-up: its seat returns to its former state.
    if get(ck, 'direction') ~= 'internal' then
      local ak = key('agent', leg.who)
      local b = redis.call('HMGET', ak, 'backState', 'backReason', 'pendingState')
      -- Not ready again afterwards, unless the reason was an unanswered call: a talking seat is obviously there.
      if b[1] == 'notReady' and not b[3] and not missedReasons[b[2]] then
        redis.call('HSET', ak, 'pendingState', 'notReady', 'pendingReason', b[2] or '')
      end
      -- Taken again during its wrap-up: that wrap-up continues at the end of this conversation.
      if get(ak, 'wrapCall') == callId then redis.call('HSET', ak, 'wrapAgain', callId) end
      redis.call('HDEL', ak, 'backState', 'backReason', 'wrapCall', 'wrapDeadline', 'wrapMode', 'wrapSince', 'wrapPaused')
    end
  else redis.call('HDEL', ck, 'agentId') end
  emit('call.takenOver', callId, seatOf(leg), { offerGen = leg.gen, kind = leg.kind, who = leg.who })
  touchSeats(callId, legs)
end
