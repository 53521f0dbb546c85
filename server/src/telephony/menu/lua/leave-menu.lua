--[[ The exit of a menu has been taken: nothing of the menu is left to do for this call.
  Args  callId
  Reply result: left | gone
  Safe to repeat. What was collected and the language stay on the call. ]]
drop('menu:' .. callId)
local ck = key('call', callId)
if redis.call('EXISTS', ck) == 0 then return reply({ result = 'gone' }) end
redis.call('HDEL', ck, 'menu', 'menuVersion', 'menuStep', 'menuTries', 'menuDigits', 'menuTo')
return reply({ result = 'left' })
