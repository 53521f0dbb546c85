--[[ Look again for pairs, after a change of settings or of a seat's proof of life.
  ARGV  JSON list of queue ids
  Reply result: matched
  Safe to repeat. ]]
return reply({ result = 'matched', offers = match(cjson.decode(ARGV[2])) })
