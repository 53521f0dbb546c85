--[[ A deadline of a caller has passed and nothing can be done yet: the seat rings, or the other queue is full.
  ARGV  member, waitMs, callId
  Reply result: waiting | gone (answered or ended: the deadline is dropped)
  Safe to repeat. ]]
local state = get(key('call', ARGV[4]), 'state')
if state == '' or state == 'talking' then
  drop(ARGV[2])
  return reply({ result = 'gone' })
end
at(ARGV[2], now + int(ARGV[3]))
return reply({ result = 'waiting' })
