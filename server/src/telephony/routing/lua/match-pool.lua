--- @include waiting, match
--[[ Match a pool's waiting calls again: settings or borrowing changed, or a match stopped at its bound.
  Args  pool
  Reply result: matched
  Safe to repeat. ]]
-- Made at once. What is left goes on by a deadline of its own.
local OFFERS = 50
drop('match:' .. pool)
local heads, offers = {}, {}
for _, line in ipairs(redis.call('HKEYS', key('lines', pool))) do
  local list = redis.call('ZRANGE', lineKey(pool, line), 0, OFFERS - 1, 'WITHSCORES')
  for i = 1, #list, 2 do heads[#heads + 1] = { id = list[i], score = tonumber(list[i + 1]) } end
end
table.sort(heads, function(a, b) if a.score == b.score then return a.id < b.id end return a.score < b.score end)
for _, head in ipairs(heads) do
  if #offers >= OFFERS then
    at('match:' .. pool, now)
    break
  end
  join(offers, matchCall(head.id))
end
return reply({ result = 'matched', offers = offers })
