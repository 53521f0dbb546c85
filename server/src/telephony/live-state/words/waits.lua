--[[ How long callers waited, and what they are told meanwhile. ]]

-- Waits that a queue remembers.
local WAITS_KEPT = 200

-- Records how long a call waited from which position; estimates are made from this. A caller who was not served (`isServed`
-- false) counts as having waited at least that long.
local function noteWait(callId, isServed)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'queueId', 'position', 'queuedAt')
  if not c[2] then return end
  redis.call('HDEL', ck, 'position')
  local list = key('waits', c[1])
  redis.call('LPUSH', list, cjson.encode({ atMs = now, position = int(c[2]), waitedMs = now - int(c[3]), isServed = isServed }))
  redis.call('LTRIM', list, 0, WAITS_KEPT - 1)
end

-- Sets the deadline of the next announcement, one interval of the queue from now, if the call waits and already hears the
-- center.
local function planAnnouncement(callId)
  local c = redis.call('HMGET', key('call', callId), 'state', 'centerAnsweredAt', 'queueId')
  if not c[2] or not c[3] or (c[1] ~= 'waiting' and c[1] ~= 'offered') then return end
  local every = int(get(key('queue', c[3]), 'announceEveryMs'))
  if every > 0 then at('announce:' .. callId, now + every) end
end
