--- @include match
--[[ Proof of life of a seat. A value of '' keeps what is known.
  Args  agentId, isRegistered ('1' | '0' | ''), hasMicrophone (the same), isHeard (the seat's own browser spoke)
  Reply result: alive (isRegistered: as is known now) | unknown
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone', 'silentMs', 'seen', 'ringAt')
if not a[1] or a[1] == 'offline' then return reply({ result = 'unknown' }) end
local registered = isRegistered ~= '' and isRegistered or a[2]
local microphone = hasMicrophone ~= '' and hasMicrophone or a[3]
local wasSilent = now - int(a[5]) > int(a[4])
local changed = registered ~= a[2] or microphone ~= a[3]
redis.call('HSET', ak, 'registered', registered, 'microphone', microphone)
if isHeard then
  redis.call('HSET', ak, 'seen', text(now))
  redis.call('HDEL', ak, 'leaving')
end
if changed then
  touchSeat(agentId)
  emit('agent.phoneChanged', '', agentId, { isRegistered = registered == '1', hasMicrophone = microphone == '1' })
end
local offers = {}
if a[1] == 'ready' then
  local isFit = a[6] or (registered == '1' and microphone == '1')
  if isFit and isHeard then
    at('life:' .. agentId, now + int(a[4]))
  elseif not isFit and isHeard and (changed or wasSilent) then
    -- There, but without its phone, as after a restart of the server: it gets the usual time from now.
    at('life:' .. agentId, now + int(a[4]))
  elseif not isFit and changed then
    redis.call('ZADD', key('deadlines'), 'LT', text(now + int(a[4])), 'life:' .. agentId)
  end
  if isFit and (changed or wasSilent) then offers = matchSeat(agentId) end
elseif a[1] == 'notReady' and isHeard then
  at('life:' .. agentId, now + 12 * int(a[4]))
end
return reply({ result = 'alive', isRegistered = registered == '1', offers = offers })
