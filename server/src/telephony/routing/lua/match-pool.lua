--[[ Look at a pool's waiting calls again: settings or borrowing changed, or a match stopped at its bound.
  ARGV  pool
  Reply result: matched
  Safe to repeat. ]]
drop('match:' .. ARGV[2])
return reply({ result = 'matched', offers = matchPools({ ARGV[2] }) })
