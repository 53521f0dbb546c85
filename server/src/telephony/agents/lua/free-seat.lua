--- @include rings, settle, legs
--[[ A seat is tied to a call that does not exist, or is not its own: free it. Found by the drift watch; never normal.
  Args  agentId, callId (that it was found at)
  Reply result: freed | fine
  Safe to repeat. ]]
local a = redis.call('HMGET', key('agent', agentId), 'state', 'callId')
if (a[1] ~= 'offered' and a[1] ~= 'talking') or (a[2] or '') ~= callId then return reply({ result = 'fine' }) end
local c = redis.call('HMGET', key('call', callId), 'state', 'agentId')
if c[1] and c[2] == agentId and (c[1] == 'talking' or c[1] == 'dialling') then return reply({ result = 'fine' }) end
if get(key('call', callId), 'calleeId') == agentId then return reply({ result = 'fine' }) end
for _, leg in ipairs(legsOf(callId)) do
  if hasSeat(leg) and leg.who == agentId then return reply({ result = 'fine' }) end
end
for _, ring in ipairs(ringsOf(callId)) do
  if ring[2] == agentId then return reply({ result = 'fine' }) end
end
return reply({ result = 'freed', offers = freeSeat(agentId) })
