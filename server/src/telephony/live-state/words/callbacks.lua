--- @include waiting
--[[ Callbacks, and old places. Numbers are canonical (shared/src/domain/phone-number.ts) wherever a caller is
  recognized by one. ]]

-- Forgets the open callback of a number; a newer one of the same number is left alone.
local function forgetCallback(callId, queueId, number)
  if redis.call('HGET', key('callback-of', queueId), number) == callId then redis.call('HDEL', key('callback-of', queueId), number) end
end

-- The customer called: an open callback for them is no longer needed, unless a seat is already on it. Emits call.ended.
-- Returns its place, or nil.
local function cancelCallback(queueId, number)
  if number == '' then return nil end
  local callId = redis.call('HGET', key('callback-of', queueId), number)
  if not callId then return nil end
  local c = redis.call('HMGET', key('call', callId), 'state', 'placeAt')
  if c[1] ~= 'waiting' and c[1] ~= 'arrived' then return nil end
  leaveLine(callId)
  emit('call.ended', callId, '', { outcome = 'cancelled', endedBy = 'customer', cause = 0, why = 'customerRangIn' })
  drop('callback:' .. callId)
  redis.call('HDEL', key('callback-of', queueId), number)
  redis.call('SREM', key('calls'), callId)
  redis.call('DEL', key('call', callId), key('passed-by', callId))
  return int(c[2])
end

-- Puts a callback into its queue once it can be dialled: its caller has hung up, or its next try is due. Returns false
-- if it is not waiting for that. The caller of this word matches it.
local function takeCallbackPlace(callId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'state', 'isCallback')
  drop('callback:' .. callId)
  if c[1] ~= 'arrived' or c[2] ~= '1' then return false end
  redis.call('HSET', ck, 'state', 'waiting')
  enterLine(callId)
  return true
end

-- A caller who calls again soon after giving up, or before being called back, gets the old place. Returns ms of the
-- first arrival, or nil.
local function takeOldPlace(queueId, number)
  if number == '' then return nil end
  local kept = key('place', queueId, number)
  local placeAt = cancelCallback(queueId, number) or tonumber(redis.call('GET', kept) or '')
  redis.call('DEL', kept)
  return placeAt
end
