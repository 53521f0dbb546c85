--- @include seats, written, settle, legs, leg-changes
--[[ The end of a seat's talk. ]]

-- Starts a seat's wrap-up by the rule of its queue. `reached`: it has talked with the customer. Emits wrapUp.started,
-- unless the queue has no wrap-up. Returns new offers.
local function beginWrapUp(callId, agentId, queueId, reached)
  local ak = key('agent', agentId)
  local q = redis.call('HMGET', key('queue', queueId), 'wrapUpLimitMs', 'wrapUpMode')
  -- It has taken its own call during its wrap-up: it continues that wrap-up.
  if get(ak, 'wrapAgain') ~= callId then redis.call('HSET', ak, 'wrapStart', text(now), 'wrapSpent', 0) end
  redis.call('HDEL', ak, 'wrapAgain', 'wrapPassed')
  local limit = q[2] == 'untilDone' and 0 or int(q[1])
  local deadline = limit > 0 and now + limit or 0
  redis.call('HSET', ak, 'wrapCall', callId, 'wrapSince', text(now), 'wrapDeadline', text(deadline), 'wrapMode', q[2] or '',
    'wrapReached', reached and '1' or '0')
  if q[2] == 'none' then return freeSeat(agentId) end
  if deadline > 0 then at('wrapUp:' .. agentId .. ':' .. callId, deadline) end
  redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline')
  emit('wrapUp.started', callId, agentId, { deadlineAtMs = deadline })
  moveAgent(agentId, 'wrapUp', '')
  return {}
end

-- Ends a seat's talk: counts it, then starts the wrap-up. `answeredAt`: when this seat's talk began. Returns new
-- offers.
local function endTalk(callId, agentId, queueId, answeredAt)
  local ak = key('agent', agentId)
  local calls, talk = todayOf(ak)
  redis.call('HSET', ak, 'callsToday', calls + 1, 'talkToday', text(talk + now - int(answeredAt)), 'idleSince', text(now))
  return beginWrapUp(callId, agentId, queueId, true)
end

-- The seat that has the call leaves it to others: its talk ends, the call goes on. `how` (TransferWay); `to` ('seat' |
-- 'queue' | 'number') and `who`: its target. Emits call.transferred. Returns new offers.
local function leaveCall(callId, how, to, who)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'agentId', 'queueId', 'answeredAt', 'talkingGen', 'direction')
  local agentId = c[1] or ''
  endHold(callId, agentId)
  emit('call.transferred', callId, agentId, { offerGen = int(c[4]), how = how, to = to, who = who,
    said = how == 'blind' and saidOf(callId, agentId) or nil })
  redis.call('HSET', ck, 'transferredBy', agentId, 'transferredTo', to .. ':' .. who)
  redis.call('HDEL', ck, 'agentId', 'talkingGen', 'rejoinGen', 'muted', 'awaySince')
  drop('seatAway:' .. callId .. ':' .. (c[4] or ''))
  if agentId == '' then return {} end
  if c[5] == 'internal' then return releaseSeat(agentId, callId, '') end
  local offers = endTalk(callId, agentId, c[2] or '', c[3])
  if how ~= 'gone' then redis.call('HSET', key('agent', agentId), 'wrapPassed', '1') end
  return offers
end
