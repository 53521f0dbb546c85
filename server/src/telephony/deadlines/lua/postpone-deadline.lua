--[[ A deadline whose handler failed is retried later, and does not delay others until then.
  Args  member, waitMs
  Reply result: postponed | gone (dropped in the meantime, or reset and not due)
  Safe to repeat: one that is no longer due is left as it is. ]]
local dueAt = redis.call('ZSCORE', key('deadlines'), member)
if not dueAt or tonumber(dueAt) > now then return reply({ result = 'gone' }) end
at(member, now + waitMs)
return reply({ result = 'postponed' })
