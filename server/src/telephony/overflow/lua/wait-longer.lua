--[[ A deadline of a caller has passed and nothing can be done yet: the seat rings, or the other queue is full.
  Args  member, waitMs, callId
  Reply result: waiting | gone (answered or ended: the deadline is dropped)
  Safe to repeat. ]]
local state = get(key('call', callId), 'state')
if state == '' or state == 'talking' then
  drop(member)
  return reply({ result = 'gone' })
end
at(member, now + waitMs)
return reply({ result = 'waiting' })
