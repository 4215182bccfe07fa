using IncidentBot.Delivery;

namespace IncidentBot.Slack.WebApi;

/// <summary>
/// Keeps the bot below Slack's limits before Slack has to say so: for each method by its tier, and for messages in each channel
/// (https://docs.slack.dev/apis/web-api/rate-limits). The process has one token, so what it shares is one workspace's.
/// </summary>
internal sealed class SlackRateLimits(TimeProvider time)
{
    private const double MessagesAtOnce = 5;
    private const double MessagesPerSecond = 1;
    private const int PostsPerMinute = 300;
    private const int MostChannels = 1000;

    // A question changes nothing, so it may be put off and asked again from the start.
    private static readonly HashSet<SlackMethod> Questions =
    [
        SlackMethods.ChatGetPermalink, SlackMethods.ConversationsHistory, SlackMethods.ConversationsInfo, SlackMethods.ConversationsList,
        SlackMethods.ConversationsReplies, SlackMethods.FilesInfo, SlackMethods.PinsList, SlackMethods.ReactionsGet,
        SlackMethods.UsersConversations, SlackMethods.UsersInfo,
    ];

    private readonly Lock gate = new();
    private readonly Dictionary<string, CallBucket> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallBucket> channels = new(StringComparer.Ordinal);
    private readonly AsyncLocal<Admission?> admission = new();

    /// <summary>
    /// Lets an action begin, or says how long it must wait. An action that has begun is not interrupted: its first call is counted now,
    /// the others later, because an action of many calls that starts again each time would never end.
    /// </summary>
    /// <param name="method">The action's first call.</param>
    /// <param name="channel">The channel that it posts to; null: it posts to none.</param>
    /// <param name="key">The action's key.</param>
    /// <param name="urgent">Whether people are waiting for it.</param>
    /// <returns>How long to wait; null: it may begin.</returns>
    public TimeSpan? Admit(SlackMethod method, string? channel, string key, bool urgent)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var buckets = BucketsOf(method, channel, now);
            var wait = buckets.Max(bucket => bucket.WaitFor(key, urgent, now));
            if (wait > TimeSpan.Zero) return wait;
            foreach (var bucket in buckets) bucket.Take(key);
        }

        admission.Value = new Admission(method);
        return null;
    }

    /// <summary>Lets a read begin that nobody is waiting for.</summary>
    /// <param name="method">The question's call.</param>
    /// <param name="key">What is asked about.</param>
    /// <exception cref="SlackException">Others go first; ask again later.</exception>
    public void LetOthersFirst(SlackMethod method, string key)
    {
        if (Admit(method, channel: null, key, urgent: false) is { } wait) throw Later(method, wait);
    }

    /// <summary>Counts a call that is about to be made.</summary>
    /// <param name="method">Which one.</param>
    /// <param name="channel">The channel that it posts to; null: it posts to none.</param>
    /// <param name="isFirst">Whether it begins something; a further page of an answer does not.</param>
    /// <exception cref="SlackException">It is a read that nobody is waiting for; ask again later.</exception>
    public void Spend(SlackMethod method, string? channel, bool isFirst)
    {
        if (admission.Value?.Pays(method) == true) return;
        lock (gate)
        {
            var now = time.GetUtcNow();
            var buckets = BucketsOf(method, channel, now);
            if (isFirst && Questions.Contains(method) && buckets.Max(bucket => bucket.WaitFor(method.Name, urgent: true, now)) is var wait
                && wait > TimeSpan.Zero)
                throw Later(method, wait);
            foreach (var bucket in buckets) bucket.Spend(now);
        }
    }

    /// <summary>How many channels are tracked; about a thousand at most, because a quiet one is like one never seen.</summary>
    public int Channels
    {
        get
        {
            lock (gate) return channels.Count;
        }
    }

    /// <summary>Slack has asked to wait: for messages in this channel only, for other methods as a whole.</summary>
    public void Close(SlackMethod method, string? channel, TimeSpan wait)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            BucketsOf(method, channel, now)[^1].Close(now + wait);
        }
    }

    private static SlackException Later(SlackMethod method, TimeSpan wait) =>
        new(new SlackError(method.Name, SlackErrorKind.RateLimited, DeliveryMeter.OwnRateLimit) { RetryAfter = wait });

    private CallBucket[] BucketsOf(SlackMethod method, string? channel, DateTimeOffset now)
    {
        if (!methods.TryGetValue(method.Name, out var ofMethod)) methods[method.Name] = ofMethod = OfTier(method.Tier, now);
        if (method.Tier != RateTier.PerChannel || channel is null) return [ofMethod];
        if (channels.TryGetValue(channel, out var ofChannel)) return [ofMethod, ofChannel];

        if (channels.Count >= MostChannels)
            foreach (var (quiet, _) in channels.Where(known => known.Value.IsLikeNew(now)).ToList()) channels.Remove(quiet);
        channels[channel] = ofChannel = new CallBucket(MessagesAtOnce, MessagesPerSecond, now);
        return [ofMethod, ofChannel];
    }

    // A quarter at once and the rest over the minute, so that no minute holds more than the tier allows.
    private static CallBucket OfTier(RateTier tier, DateTimeOffset now)
    {
        var perMinute = tier == RateTier.PerChannel ? PostsPerMinute : (int)tier;
        var burst = Math.Max(1, perMinute / 4);
        return new CallBucket(burst, Math.Max(1, perMinute - burst) / 60.0, now);
    }

    private sealed class Admission(SlackMethod method)
    {
        private bool used;

        public bool Pays(SlackMethod called)
        {
            if (used || called != method) return false;
            used = true;
            return true;
        }
    }
}
