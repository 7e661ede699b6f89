-- Takes as many from a bucket as there are, at most so many. The bucket is as in take.lua. KEYS: the bucket. ARGV: now,
-- interval, tolerance and refill time (microseconds), the most to take. Answers how many were taken and, when none was,
-- how long to wait in microseconds: '<taken> <wait>'.
local now = tonumber(ARGV[1])
local interval = tonumber(ARGV[2])
local due = math.min(math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')), now + tonumber(ARGV[4]))
local ahead = now + tonumber(ARGV[3]) - due
if ahead < 0 then
  return string.format('0 %.0f', -ahead)
end
local taken = math.min(tonumber(ARGV[5]), math.floor(ahead / interval) + 1)
local next = due + taken * interval
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 1000)
return string.format('%.0f 0', taken)
