--- @include waiting, match, waits, callbacks
--[[ Putting a call into a queue. ]]

-- Puts a call that was answered before into a queue, by its first arrival. Emits routing.callQueued. The caller of this
-- word matches it (matchQueued).
local function queueAgain(callId, queueId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'arrivedAt', 'priority', 'placeAt', 'canonical', 'isCallback', 'centerAnsweredAt', 'queueId')
  local q = redis.call('HMGET', key('queue', queueId), 'priority', 'headStartMs', 'overflowMs')
  if c[5] == '1' then
    -- Its customer is on the line: it is a call like any other now.
    forgetCallback(callId, c[7], c[4] or '')
    redis.call('HDEL', ck, 'isCallback')
  end
  local priority = math.max(int(c[2]), int(q[1]))
  local placeAt = c[3] or c[1]
  if queueId ~= c[7] then redis.call('HSET', ck, 'needs', '') end
  -- It hears the center's music, so its position may be announced, and the center does not answer it a second time.
  redis.call('HSET', ck, 'state', 'waiting', 'queueId', queueId, 'priority', priority, 'score', text(placeScore(q[2], priority, placeAt)),
    'placeAt', placeAt, 'queuedAt', text(now), 'centerAnsweredAt', c[6] or text(now))
  redis.call('HDEL', ck, 'agentId', 'talkingGen', 'position', 'ownAgent', 'ownUntil')
  enterLine(callId)
  if int(q[3]) > 0 then at('overflow:' .. callId, now + int(q[3])) end
  emit('routing.callQueued', callId, '', { queueId = queueId, priority = priority })
end

-- Finds a seat for a call that has just entered a queue. If there is none, records its position and starts its
-- announcements. Returns new offers.
local function matchQueued(callId)
  local offers = matchCall(callId)
  if #offers == 0 then
    local ck = key('call', callId)
    redis.call('HSET', ck, 'position', redis.call('ZRANK', key('waiting', get(ck, 'queueId')), callId) + 1)
    planAnnouncement(callId)
  end
  return offers
end
