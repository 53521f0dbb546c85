--[[ Deadlines that have passed, at most `most`, and when the next one is. Removes nothing: each is dropped by its own
  transition.
  Args  most
  Reply result: due (with members, nextInMs: -1 none)
  Safe to repeat: changes nothing. ]]
local due = redis.call('ZRANGE', key('deadlines'), '-inf', text(now), 'BYSCORE', 'LIMIT', 0, most)
local nextOne = redis.call('ZRANGE', key('deadlines'), '(' .. text(now), '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
return reply({ result = 'due', members = due, nextInMs = nextOne[2] and (tonumber(nextOne[2]) - now) or -1 })
