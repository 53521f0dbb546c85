--[[ A deadline that could not be dealt with is tried again later, and stands in nobody's way until then.
  Args  member, waitMs
  Reply result: postponed | gone (dropped meanwhile, or set anew and not due)
  Safe to repeat: one that is no longer due is left as it is. ]]
local dueAt = redis.call('ZSCORE', key('deadlines'), member)
if not dueAt or tonumber(dueAt) > now then return reply({ result = 'gone' }) end
at(member, now + waitMs)
return reply({ result = 'postponed' })
