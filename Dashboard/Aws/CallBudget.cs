namespace Dashboard.Aws;

/// <summary>A token bucket per quota bucket, account and Region, shared by everyone in the process who calls AWS.</summary>
public sealed class CallBudget(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Scope, string Bucket), Tokens> buckets = [];
    private int waiting;

    /// <summary>Calls that wait for their turn now.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Waits until the call fits in the budget; those who came first go first.</summary>
    public async Task TakeAsync(AwsTarget target, string operation, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var tokens = TokensOf(target, operation);
        while (CallScope.IsSweep && tokens.UntilHalf(time.GetUtcNow()) is { Ticks: > 0 } rest)
            await Task.Delay(rest, time, cancel);
        var wait = tokens.Take(time.GetUtcNow());
        if (wait <= TimeSpan.Zero)
            return;
        Interlocked.Increment(ref waiting);
        try
        {
            await Task.Delay(wait, time, cancel);
        }
        catch (OperationCanceledException)
        {
            tokens.GiveBack();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private Tokens TokensOf(AwsTarget target, string operation)
    {
        var quota = CallQuota.Of(operation, target.Region);
        lock (gate)
        {
            var key = (target.QuotaScope, quota.Bucket);
            return buckets.TryGetValue(key, out var known) ? known : buckets[key] = new Tokens(quota, time.GetUtcNow());
        }
    }

    private sealed class Tokens(CallQuota quota, DateTimeOffset now)
    {
        private readonly double perSecond = quota.PerSecond * CallQuota.Share;
        private readonly double capacity = Math.Max(1, quota.Burst * CallQuota.Share);
        private readonly Lock gate = new();
        private double left = Math.Max(1, quota.Burst * CallQuota.Share);
        private DateTimeOffset filledAt = now;

        /// <summary>How long to wait. The token is taken in any case: a debt keeps the order of those who wait.</summary>
        public TimeSpan Take(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                left--;
                return left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / perSecond);
            }
        }

        /// <summary>How long until a call would still leave half of the bucket. Nothing is taken.</summary>
        public TimeSpan UntilHalf(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                var missing = Math.Floor(capacity / 2) + 1 - left;
                return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / perSecond) + TimeSpan.FromMilliseconds(1);
            }
        }

        public void GiveBack()
        {
            lock (gate)
                left++;
        }

        private void Fill(DateTimeOffset now)
        {
            left = Math.Min(capacity, left + (Math.Max(0, (now - filledAt).TotalSeconds) * perSecond));
            filledAt = now;
        }
    }
}
