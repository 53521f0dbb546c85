--[[ Somebody has signed out and has other sessions, which may be old ones: the seat leaves unless one of their pages
  gives a sign of life.
  Args  agentId
  Reply result: waits | offline
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'silentMs', 'leaving')
if not a[1] or a[1] == 'offline' then return reply({ result = 'offline' }) end
if a[3] then return reply({ result = 'waits' }) end
redis.call('HSET', ak, 'leaving', 1)
at('life:' .. agentId, now + int(a[2]))
return reply({ result = 'waits' })
